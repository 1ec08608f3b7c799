using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Aws.Runtime;

namespace LambdaImage.Engine.Aws;

/// <summary>One AWS API call: the shape that goes in, the reply that comes out. One file for each; generated clients
/// would replace them here.</summary>
/// <typeparam name="TReply">What the reply is read into.</typeparam>
internal interface IAwsOperation<out TReply>
{
    /// <summary>Which service it belongs to.</summary>
    AwsService Service { get; }

    /// <summary>Name in the API, for example <c>UpdateFunctionCode</c>.</summary>
    string Operation { get; }

    /// <summary>Completes the sentence "Tried to …", for example <c>update the code of function 'shop'</c>.</summary>
    string Description { get; }

    /// <summary>IAM action it needs, for example <c>lambda:UpdateFunctionCode</c>.</summary>
    string Permission { get; }

    /// <summary>What the call is about, for error records.</summary>
    string Target { get; }

    /// <summary>Makes the HTTP shape.</summary>
    AwsRequest ToRequest();

    /// <summary>Reads the reply.</summary>
    /// <param name="reply">The body; <c>default</c> (ValueKind Undefined) when it was empty.</param>
    TReply Read(JsonElement reply);

    /// <summary>Reads the whole reply. Only calls whose answer is more than its JSON override it.</summary>
    /// <param name="reply">Body and headers.</param>
    TReply ReadReply(AwsReply reply) => Read(reply.Body);

    /// <summary>Reads a refusal. Calls that expect some error codes override it and answer them; all others become
    /// errors.</summary>
    /// <param name="failure">What AWS said.</param>
    TReply ReadFailure(AwsFailure failure) => throw failure.ToException();
}

/// <summary>The HTTP shape of a call.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path with <c>{Name}</c> for each path parameter.</param>
internal sealed record AwsRequest(string Method = "POST", string Path = "/")
{
    public IReadOnlyDictionary<string, string> PathParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Query parameters; for services of the query protocol, fields of the form.</summary>
    public IReadOnlyDictionary<string, string> Query { get; init; } = new Dictionary<string, string>();

    /// <summary>The JSON body; nulls in it are left out. Null: no body.</summary>
    public JsonObject? Body { get; init; }

    /// <summary>JSON text that is sent as it is instead of <see cref="Body"/>.</summary>
    public string? Payload { get; init; }

    /// <summary>Headers that belong to the call.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>The services that are called.</summary>
internal enum AwsService
{
    Ecr,
    EcrPublic,
    Iam,
    Lambda,

    /// <summary>Running functions, as opposed to managing them: one call may take as long as a function may.</summary>
    LambdaInvocation,
    CloudWatch,
    Sts,
}
