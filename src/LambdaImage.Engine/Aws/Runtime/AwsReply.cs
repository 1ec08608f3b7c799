using System.Text.Json;
using Amazon.Runtime;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>A reply on its way out of the SDK's pipeline.</summary>
internal sealed class AwsReply : AmazonWebServiceResponse
{
    /// <summary>The body as it came: what a function answers need not be JSON.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>Headers, by name in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads the body as the service's protocol writes it.</summary>
    public Func<byte[], JsonElement> Parse { get; init; } = _ => default;

    /// <summary>The body; ValueKind Undefined when it was empty.</summary>
    public JsonElement Body => Parse(Bytes);
}
