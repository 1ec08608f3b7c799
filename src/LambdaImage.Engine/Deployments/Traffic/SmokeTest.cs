using System.Text.Json;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Aws.Lambda;

namespace LambdaImage.Engine.Deployments.Traffic;

/// <summary>Judges the answer of a version to its test.</summary>
internal static class SmokeTest
{
    /// <summary>An expression that needs longer for 6 MB, the largest answer, would never end.</summary>
    public static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(5);

    private const int Ok = 200;
    private const int FirstHttpError = 400;
    private const int ShownLength = 300;

    /// <param name="answer">What the version said.</param>
    /// <param name="expect">Regular expression it must match; null: none.</param>
    /// <returns>What is wrong with it; null: nothing.</returns>
    public static string? Problem(Invocation answer, string? expect)
    {
        if (answer.FunctionError is { } kind) return $"it failed ({kind}) with {Shown(answer.Payload)}";
        if (answer.Status != Ok) return $"Lambda answered with status {answer.Status}";
        if (expect is not null)
        {
            try
            {
                return Regex.IsMatch(answer.Payload, expect, RegexOptions.None, MatchLimit)
                    ? null
                    : $"its answer does not match '{expect}': {Shown(answer.Payload)}";
            }
            catch (RegexMatchTimeoutException)
            {
                return $"'{expect}' takes too long to match its answer: {Shown(answer.Payload)}";
            }
        }

        // A web application reports its own failures as an HTTP status inside of a successful answer.
        return HttpStatus(answer.Payload) is >= FirstHttpError and var status ? $"it answered with HTTP status {status}: {Shown(answer.Payload)}" : null;
    }

    private static int? HttpStatus(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("statusCode", out var status) && status.ValueKind == JsonValueKind.Number
                && status.TryGetInt32(out var number) ? number : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Shown(string payload)
    {
        var line = payload.ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "an empty answer" : line.Length <= ShownLength ? line : line[..ShownLength] + "…";
    }
}
