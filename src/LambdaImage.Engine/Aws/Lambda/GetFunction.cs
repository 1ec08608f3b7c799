using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Reads a function's state, settings, code and tags; null when it does not exist. The one call that reads
/// functions, so that
/// whoever deploys needs one permission for it.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="Version">Published version; null: the unpublished function.</param>
internal sealed record GetFunction(string FunctionName, string? Version = null) : IAwsOperation<FunctionDescription?>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "GetFunction";

    public string Description => $"look up function '{FunctionName}'";

    public string Permission => "lambda:GetFunction";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "GET").With("Qualifier", Version);

    public FunctionDescription Read(JsonElement reply) => AwsJson.Read<FunctionDescription>(reply);

    public FunctionDescription? ReadFailure(AwsFailure failure) =>
        failure.Code == "ResourceNotFoundException" ? null : throw failure.ToException();
}
