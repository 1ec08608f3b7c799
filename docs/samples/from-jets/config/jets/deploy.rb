Jets.deploy.configure do
  config.dockerfile.custom = "Dockerfile"
  config.dockerfile.build_args.build_stage = { COLOUR: "blue" }
  config.lambda.controller.memory_size = 768
  config.lambda.controller.timeout = 25
  config.prewarm.enable = true
end
