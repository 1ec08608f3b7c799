using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Takes the URL of a function away.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="Alias">Alias that the URL is of; null: the function's own.</param>
internal sealed record DeleteFunctionUrlConfig(string FunctionName, string? Alias = null) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "DeleteFunctionUrlConfig";

    public string Description => $"take the URL of function '{FunctionName}' away";

    public string Permission => "lambda:DeleteFunctionUrlConfig";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => FunctionUrlApi.Request(FunctionName, "DELETE", alias: Alias);

    public bool Read(JsonElement reply) => true;

    // Somebody else was faster: it is as it shall be.
    public bool ReadFailure(AwsFailure failure) => failure.Code == "ResourceNotFoundException" ? true : throw failure.ToException();
}
