using System.Text.Json;
using Amazon.Runtime;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>A reply on its way out of the SDK's pipeline.</summary>
internal sealed class AwsReply : AmazonWebServiceResponse
{
    /// <summary>The body; ValueKind Undefined when it was empty.</summary>
    public JsonElement Body { get; init; }
}
