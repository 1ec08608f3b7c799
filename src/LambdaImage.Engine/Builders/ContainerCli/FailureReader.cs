using System.Globalization;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>Finds the failed step in the log of BuildKit, of Docker's classic builder, and of buildah (which podman builds with).</summary>
internal static partial class FailureReader
{
    public static BuildFailure Read(BuildLog log, InstructionFinder instructions)
    {
        var lines = log.Lines;
        var summary = Summary(lines);
        var failed = lines.LastOrDefault(line => line.StartsWith(" > [", StringComparison.Ordinal))?.TrimEnd(':');
        var step = failed is null ? log.LastStep : StepHeader.Read(failed);
        var text = step?.Text ?? (failed is null ? null : failed[(failed.IndexOf(']', StringComparison.Ordinal) + 1)..].Trim());
        var line = LineInSource(lines) ?? (step is null ? null : instructions.LineOf(step));
        return new BuildFailure(summary, text, line, ExitCode(summary));
    }

    // BuildKit's "ERROR: failed to solve: …" and buildah's "Error: …" are the last word; the classic builder's has no mark.
    private static string Summary(IReadOnlyList<string> lines)
    {
        var last = lines.LastOrDefault(line => Mark().IsMatch(line))
            ?? lines.LastOrDefault(line => line.Trim().Length > 0 && !line.StartsWith("----", StringComparison.Ordinal))
            ?? "it said nothing";
        return Mark().Replace(last, "").Trim();
    }

    private static int? ExitCode(string summary) =>
        Code().Match(summary) is { Success: true } match ? int.Parse(match.Groups["code"].ValueSpan, CultureInfo.InvariantCulture) : null;

    // BuildKit since 0.10 shows the source: "Dockerfile:12", a rule, and the lines around.
    private static int? LineInSource(IReadOnlyList<string> lines)
    {
        for (var i = lines.Count - 2; i >= 0; i--)
        {
            if (lines[i + 1].StartsWith("--------------------", StringComparison.Ordinal)
                && Source().Match(lines[i]) is { Success: true } match)
            {
                return int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(?:ERROR: |Error: |error: )(?:failed to solve(?: with frontend \S+)?: )?(?:rpc error: code = \w+ desc = )?|"
        + @"^failed to solve(?: with frontend \S+)?: ",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"(?:exit code: |exit status |returned a non-zero code: )(?<code>\d{1,5})\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"^\S.*:(?<line>\d{1,6})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Source();
}
