require "bundler/setup"
require "jets"

Jets.boot

def lambda_handler(event:, context:)
  Jets.handler(event, context)
end
