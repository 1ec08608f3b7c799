require "rails/all"

module Crm
  class Application < Rails::Application
    config.load_defaults 8.0
  end
end
