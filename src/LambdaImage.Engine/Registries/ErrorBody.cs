using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Http;

namespace LambdaImage.Engine.Registries;

/// <summary>What a registry says about a failure.
/// <see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#error-codes"/></summary>
/// <param name="Codes">Codes such as <c>NAME_UNKNOWN</c>, the first one first.</param>
/// <param name="Summary">Its words on one line, without secrets; empty when it said nothing that people can
/// read.</param>
internal sealed record ErrorBody(IReadOnlyList<string> Codes, string Summary)
{
    public const int LargestRead = 16 * 1024;
    private const int LargestSummary = 400;

    public static readonly ErrorBody Empty = new([], "");

    public bool Has(string code) => Codes.Contains(code, StringComparer.Ordinal);

    public bool Says(string words) => Summary.Contains(words, StringComparison.OrdinalIgnoreCase);

    public static ErrorBody Read(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty) return Empty;
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        // JSON whose texts are no UTF-8 ends with the second.
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            var text = Encoding.UTF8.GetString(body.Span);
            return new ErrorBody([], text.TrimStart().StartsWith('<') ? "" : OneLine(text));
        }
    }

    private static ErrorBody Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Empty;
        if (!root.TryGetProperty("errors", out var errors) || errors.ValueKind != JsonValueKind.Array)
        {
            // Token services and gateways answer in other shapes.
            var text = Text(root, "details") ?? Text(root, "message") ?? Text(root, "error_description")
                ?? Text(root, "error") ?? "";
            return new ErrorBody([], OneLine(text));
        }

        var entries = errors.EnumerateArray().Where(each => each.ValueKind == JsonValueKind.Object).ToList();
        var words = entries.Select(
            each => Text(each, "message") is { Length: > 0 } message ? message : Text(each, "code") ?? "");
        return new ErrorBody(
            [.. entries.Select(each => Text(each, "code") ?? "").Where(code => code.Length > 0)],
            OneLine(string.Join("; ", words.Where(each => each.Length > 0).Distinct(StringComparer.Ordinal))));
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static string OneLine(string text)
    {
        var line = Redact.Text(string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return line.Length > LargestSummary ? line[..LargestSummary] + "…" : line;
    }
}
