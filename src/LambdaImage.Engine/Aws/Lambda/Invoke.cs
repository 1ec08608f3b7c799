using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Aws.Runtime;

namespace LambdaImage.Engine.Aws.Lambda;

/// <summary>Runs a function once and waits for its answer. Never tried twice.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html"/></summary>
/// <param name="FunctionName">Name or ARN.</param>
/// <param name="Qualifier">Version.</param>
/// <param name="Payload">JSON event.</param>
internal sealed record Invoke(string FunctionName, string Qualifier, string Payload) : IAwsOperation<Invocation>
{
    public AwsService Service => AwsService.LambdaInvocation;

    public string Operation => "Invoke";

    public string Description => $"invoke version {Qualifier} of function '{FunctionName}'";

    public string Permission => "lambda:InvokeFunction";

    public string Target => FunctionName;

    public AwsRequest ToRequest() => LambdaApi.About(FunctionName, "POST", "/invocations").With("Qualifier", Qualifier) with
    {
        Payload = Payload,
        Headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-Amz-Invocation-Type"] = "RequestResponse",
            ["X-Amz-Log-Type"] = "Tail",
        },
    };

    public Invocation Read(JsonElement reply) => throw new NotSupportedException("An invocation says more in its headers.");

    public Invocation ReadReply(AwsReply reply) => new(
        (int)reply.HttpStatusCode,
        Encoding.UTF8.GetString(reply.Bytes),
        reply.Headers.GetValueOrDefault("X-Amz-Function-Error"),
        reply.Headers.GetValueOrDefault("X-Amz-Log-Result") is { Length: > 0 } log
            ? Encoding.UTF8.GetString(Convert.FromBase64String(log)).TrimEnd()
            : "");

    /// <summary>Names the function alone: events may hold secrets.</summary>
    public override string ToString() => Description;
}

/// <summary>What came of running a function.</summary>
/// <param name="Status">HTTP status: 200 also when the function failed.</param>
/// <param name="Payload">Its answer, usually JSON; of a failure: what went wrong.</param>
/// <param name="FunctionError"><c>Handled</c> or <c>Unhandled</c>; null when it succeeded.</param>
/// <param name="Log">The last 4 KB of its log.</param>
internal sealed record Invocation(int Status, string Payload, string? FunctionError, string Log);
