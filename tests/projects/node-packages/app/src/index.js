const { DynamoDBClient } = require("@aws-sdk/client-dynamodb");

exports.handler = async () => ({ region: await new DynamoDBClient({}).config.region() });
