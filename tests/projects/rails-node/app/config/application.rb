require_relative "boot"

require "rails"

module Shop
  class Application < Rails::Application
  end
end
