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

    public static string Apply(
        StageRun run, HealthCheck check, SourceLocation where, Func<CommandLineForm, IReadOnlyList<string>> shell)
    {
        var value = new SortedDictionary<string, JsonNode?>(StringComparer.Ordinal) { ["Test"] = new JsonArray([.. Test(check, shell).Select(part => JsonValue.Create(part))]) };
        foreach (var flag in check.Flags)
        {
            var parts = flag.Split('=', 2);
            var text = parts.Length == 2 ? parts[1] : "";
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

    /// <summary>Go's durations: numbers with units, for example <c>1m30s</c>.</summary>
    private static long Nanoseconds(string text, SourceLocation where)
    {
        if (!DurationGrammar().IsMatch(text))
            throw DockerfileErrors.InvalidValue(
                where, $"'{text}' is no duration.", "Write numbers with units, for example 30s or 1m30s.");
        return PartGrammar().Matches(text).Sum(part =>
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
            return (long)(decimal.Parse(part.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) * unit);
        });
    }

    [GeneratedRegex(@"^(?:[0-9]{1,9}(?:\.[0-9]{1,9})?(?:ms|ns|us|µs|h|m|s))+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DurationGrammar();

    [GeneratedRegex(@"(?<number>[0-9]+(?:\.[0-9]+)?)(?<unit>ms|ns|us|µs|h|m|s)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PartGrammar();
}
