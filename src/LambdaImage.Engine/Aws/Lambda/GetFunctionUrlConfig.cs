using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Reads the URL of a function; null when it has none.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="Alias">Alias that the URL is of; null: the function's own.</param>
internal sealed record GetFunctionUrlConfig(string FunctionName, string? Alias = null) : IAwsOperation<FunctionUrl?>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "GetFunctionUrlConfig";

    public string Description => $"look up the URL of function '{FunctionName}'";

    public string Permission => "lambda:GetFunctionUrlConfig";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => FunctionUrlApi.Request(FunctionName, "GET", alias: Alias);

    public FunctionUrl Read(JsonElement reply) => AwsJson.Read<FunctionUrl>(reply);

    public FunctionUrl? ReadFailure(AwsFailure failure) =>
        failure.Code == "ResourceNotFoundException" ? null : throw failure.ToException();
}
