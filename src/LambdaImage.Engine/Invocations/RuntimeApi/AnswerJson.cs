using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Invocations.RuntimeApi;

/// <summary>The small documents that the Runtime API answers with.</summary>
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ExtensionEvent))]
internal sealed partial class AnswerJson : JsonSerializerContext
{
    /// <summary>Quotes and other letters as they are: people read these texts.</summary>
    public static AnswerJson Readable { get; } = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary>What an extension is told of an event.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html#extensions-api-next"/></summary>
internal sealed record ExtensionEvent(
    [property: JsonPropertyName("eventType")] string EventType,
    [property: JsonPropertyName("deadlineMs")] long DeadlineMs,
    [property: JsonPropertyName("requestId")] string RequestId,
    [property: JsonPropertyName("invokedFunctionArn")] string InvokedFunctionArn);
