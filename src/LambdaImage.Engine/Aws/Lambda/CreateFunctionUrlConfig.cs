using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Gives a function a URL.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunctionUrlConfig.html"/></summary>
internal sealed record CreateFunctionUrlConfig(string FunctionName, FunctionUrlOptions Options) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "CreateFunctionUrlConfig";

    public string Description => $"give function '{FunctionName}' a URL";

    public string Permission => "lambda:CreateFunctionUrlConfig";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => FunctionUrlApi.Request(FunctionName, "POST", FunctionUrlApi.Body(Options));

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) => throw LambdaRefusals.Explain(failure, FunctionName, imageUri: null);
}
