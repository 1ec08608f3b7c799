require "aws-sdk-dynamodb"
require "pg"

module LambdaFunction
  class Handler
    def self.process(event:, context:)
      { statusCode: 200, body: event["name"] }
    end
  end
end
