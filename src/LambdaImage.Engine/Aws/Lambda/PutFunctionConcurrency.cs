using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Keeps concurrent executions for a function, which are its limit too.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html"/></summary>
internal sealed record PutFunctionConcurrency(string FunctionName, int ReservedConcurrentExecutions) : IAwsOperation<bool>
{
    private static readonly DateOnly Version = new(2017, 10, 31);

    public AwsService Service => AwsService.Lambda;

    public string Operation => "PutFunctionConcurrency";

    public string Description => $"reserve concurrency for function '{FunctionName}'";

    public string Permission => "lambda:PutFunctionConcurrency";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(Version, FunctionName, "PUT", "/concurrency", new JsonObject { ["ReservedConcurrentExecutions"] = ReservedConcurrentExecutions });

    public bool Read(JsonElement reply) => true;

    public bool ReadFailure(AwsFailure failure) => throw LambdaRefusals.Explain(failure, FunctionName, imageUri: null);
}
