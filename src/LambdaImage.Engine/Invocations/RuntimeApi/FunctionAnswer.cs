using System.Text;
using System.Text.Json;

namespace LambdaImage.Engine.Invocations.RuntimeApi;

/// <summary>What came of an event.</summary>
/// <param name="Payload">What the caller gets.</param>
/// <param name="ErrorType">Null: it succeeded.</param>
/// <param name="ErrorMessage">Null: it succeeded, or nothing was said.</param>
/// <param name="StackTrace">Where it failed, line by line.</param>
internal sealed record FunctionAnswer(string Payload, string? ErrorType, string? ErrorMessage, IReadOnlyList<string> StackTrace)
{
    /// <summary>A success.</summary>
    public static FunctionAnswer Success(ReadOnlySpan<byte> payload) => new(Encoding.UTF8.GetString(payload), null, null, []);

    /// <summary>An error that Lambda itself would report.</summary>
    public static FunctionAnswer Failure(string type, string message) =>
        Failure(JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["errorType"] = type, ["errorMessage"] = message }, AnswerJson.Readable.DictionaryStringString), type);

    /// <summary>An error that the runtime has reported.</summary>
    /// <param name="body">JSON with <c>errorType</c>, <c>errorMessage</c> and <c>stackTrace</c>, as far as the runtime wrote one.</param>
    /// <param name="type">The type in its header; null: there was none.</param>
    public static FunctionAnswer Failure(ReadOnlyMemory<byte> body, string? type)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        if (type is "") type = null;
        // The header stands in where the runtime wrote no body.
        if (body.IsEmpty) return type is null ? new(text, Unknown, null, []) : Failure(type, "");
        try
        {
            using var json = JsonDocument.Parse(body);
            return new(text, Text(json.RootElement, "errorType") ?? type ?? Unknown, Text(json.RootElement, "errorMessage"), Trace(json.RootElement));
        }
        catch (JsonException)
        {
            return new(text, type ?? Unknown, null, []);
        }
    }

    private const string Unknown = "Runtime.Unknown";

    private static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;

    // Runtimes write it as stackTrace or trace, and as lines, objects or one text.
    private static IReadOnlyList<string> Trace(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || !(json.TryGetProperty("stackTrace", out var trace) || json.TryGetProperty("trace", out trace))) return [];
        return trace.ValueKind switch
        {
            JsonValueKind.Array => [.. trace.EnumerateArray().Select(line => line.ValueKind == JsonValueKind.String ? line.GetString()! : line.GetRawText())],
            JsonValueKind.String => trace.GetString()!.Split('\n'),
            _ => [],
        };
    }
}
