Jets.project.configure do
  config.name = "sample-jets"
end
