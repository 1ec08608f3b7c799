require_relative "boot"
require "rails"
require "action_controller/railtie"

Bundler.require(*Rails.groups)

module SampleJets
  class Application < Rails::Application
    config.load_defaults 8.0
    config.secret_key_base = ENV["SECRET_KEY_BASE"]
  end
end
