Jets.deploy.configure do
  config.dockerfile.apt.packages.build_stage = ["libpq-dev"]
end
