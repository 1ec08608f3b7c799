using System.Text.Json;
using Amazon.Runtime;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>A reply on its way out of the SDK's pipeline.</summary>
/// <param name="parse">Reads the body as the service's protocol writes it.</param>
internal sealed class AwsReply(Func<byte[], JsonElement> parse) : AmazonWebServiceResponse
{
    /// <summary>The body as it came: what a function answers need not be JSON.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Headers, by name in any case.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body; ValueKind Undefined when it was empty.</summary>
    public JsonElement Body => parse(Bytes);
}
