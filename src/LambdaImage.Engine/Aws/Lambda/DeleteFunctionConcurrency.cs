using System.Text.Json;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Gives the concurrency that was kept for a function back.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html"/></summary>
internal sealed record DeleteFunctionConcurrency(string FunctionName) : IAwsOperation<bool>
{
    private static readonly DateOnly Version = new(2017, 10, 31);

    public AwsService Service => AwsService.Lambda;

    public string Operation => "DeleteFunctionConcurrency";

    public string Description => $"give the reserved concurrency of function '{FunctionName}' back";

    public string Permission => "lambda:DeleteFunctionConcurrency";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(Version, FunctionName, "DELETE", "/concurrency");

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) => throw LambdaRefusals.Explain(failure, FunctionName, imageUri: null);
}
