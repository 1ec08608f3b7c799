using System.Text.Json;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Changes the URL settings of a function.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html"/></summary>
internal sealed record UpdateFunctionUrlConfig(string FunctionName, FunctionUrlOptions Options) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "UpdateFunctionUrlConfig";

    public string Description => $"change the URL of function '{FunctionName}'";

    public string Permission => "lambda:UpdateFunctionUrlConfig";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => FunctionUrlApi.Request(FunctionName, "PUT", FunctionUrlApi.Body(Options));

    public bool Read(JsonElement reply) => true;

    // Only a URL that was there is changed: somebody else has deleted it since.
    public bool ReadFailure(AwsFailure failure) => throw (failure.Code == "ResourceNotFoundException"
        ? DeploymentErrors.FunctionChangedMeanwhile(FunctionName) : LambdaRefusals.Explain(failure, FunctionName, imageUri: null));
}
