using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Reads the URL of a function; null when it has none.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html"/></summary>
internal sealed record GetFunctionUrlConfig(string FunctionName) : IAwsOperation<FunctionUrl?>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "GetFunctionUrlConfig";

    public string Description => $"look up the URL of function '{FunctionName}'";

    public string Permission => "lambda:GetFunctionUrlConfig";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => FunctionUrlApi.Request(FunctionName, "GET");

    public FunctionUrl Read(JsonElement reply) => AwsJson.Read<FunctionUrl>(reply);

    public FunctionUrl? ReadFailure(AwsFailure failure) =>
        failure.Code == "ResourceNotFoundException" ? null : throw failure.ToException();
}
