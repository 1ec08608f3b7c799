Jets.application.configure do
  config.project_name = "sample-jets"
end
