using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Deletes a function with its versions and aliases; it is no error when it is gone.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html"/></summary>
internal sealed record DeleteFunction(string FunctionName) : IAwsOperation<bool>
{
    public AwsService Service => AwsService.Lambda;

    public string Operation => "DeleteFunction";

    public string Description => $"delete function '{FunctionName}'";

    public string Permission => "lambda:DeleteFunction";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "DELETE");

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) =>
        failure.Code == "ResourceNotFoundException" ? true : throw failure.ToException();
}
