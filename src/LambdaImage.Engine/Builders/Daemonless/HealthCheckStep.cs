using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>HEALTHCHECK. Lambda ignores it, but the image keeps what its author said.</summary>
internal static partial class HealthCheckStep
{
    private const string Member = "Healthcheck";
    private const decimal Shortest = 1_000_000;

    public static string Apply(
        StageRun run, HealthCheck check, SourceLocation where, Func<CommandLineForm, IReadOnlyList<string>> shell)
    {
        var value = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal) { ["Test"] = new JsonArray([.. Test(check, shell).Select(part => JsonValue.Create(part))]) };
        // As in BuildKit a flag without a value says nothing, and neither do flags of NONE.
        foreach (var flag in check.Command is null ? [] : check.Flags)
        {
            if (flag.Split('=', 2) is not [_, { Length: > 0 } text] parts) continue;
            var (name, number) = parts[0] == "--retries" ? ("Retries", Count(text, where)) : (NameOf(parts[0]), Nanoseconds(text, where));
            // Nothing means the default, as in Docker's own type.
            if (number != 0) value[name] = number;
        }

        var known = run.Container.Others ?? new Dictionary<string, JsonElement>();
        var others = new Dictionary<string, JsonElement>(known, StringComparer.Ordinal)
        {
            [Member] = JsonSerializer.SerializeToElement(new JsonObject(value), OciDocuments.Default.JsonObject),
        };
        run.Container = run.Container with { Others = others };
        return $"HEALTHCHECK {ConfigSteps.Json(Test(check, shell))}";
    }

    private static string[] Test(HealthCheck check, Func<CommandLineForm, IReadOnlyList<string>> shell) =>
        check.Command switch
        {
            null => ["NONE"],
            // The shell form is kept as one text: whoever runs it adds the shell.
            { IsShell: true } command => ["CMD-SHELL", command.Arguments[0]],
            var command => ["CMD", .. shell(command)],
        };

    private static string NameOf(string flag) => flag switch
    {
        "--interval" => "Interval",
        "--timeout" => "Timeout",
        "--start-period" => "StartPeriod",
        _ => "StartInterval",
    };

    private static int Count(string text, SourceLocation where) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : throw DockerfileErrors.InvalidValue(where, $"'{text}' is no number of retries.", "Write --retries=3.");

    /// <summary>Go's durations: numbers with units, for example <c>1m30s</c>; at least a millisecond, or zero for the default.</summary>
    private static long Nanoseconds(string text, SourceLocation where)
    {
        if (text == "0") return 0;
        if (!DurationGrammar().IsMatch(text))
            throw DockerfileErrors.InvalidValue(
                where, $"'{text}' is no duration.", "Write numbers with units, for example 30s or 1m30s.");
        var sum = PartGrammar().Matches(text).Sum(part =>
        {
            var unit = part.Groups["unit"].Value switch
            {
                "h" => 3_600_000_000_000m,
                "m" => 60_000_000_000m,
                "s" => 1_000_000_000m,
                "ms" => 1_000_000m,
                "ns" => 1m,
                _ => 1_000m,
            };
            return decimal.Parse(part.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * unit;
        });
        if (sum is not 0 and (< Shortest or > long.MaxValue))
            throw DockerfileErrors.InvalidValue(where, $"'{text}' is too {(sum < Shortest ? "short" : "long")} for a health check.", "Write a duration from 1ms on, for example 30s.");
        return (long)sum;
    }

    [GeneratedRegex(@"^(?:[0-9]{1,9}(?:\.[0-9]{1,9})?(?:ms|ns|us|µs|h|m|s))+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DurationGrammar();

    [GeneratedRegex(@"(?<number>[0-9]+(?:\.[0-9]+)?)(?<unit>ms|ns|us|µs|h|m|s)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartGrammar();
}
