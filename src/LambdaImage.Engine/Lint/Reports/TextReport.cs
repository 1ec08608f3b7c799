using System.Text;

namespace LambdaImage.Engine.Lint.Reports;

/// <summary>Findings as compilers write them, so that editors and terminals make links of the places.</summary>
internal static class TextReport
{
    public static string Write(IReadOnlyList<DockerfileReport> reports, string? root)
    {
        var text = new StringBuilder();
        foreach (var report in reports)
        {
            foreach (var finding in report.Findings)
            {
                var place = finding with { File = LintReport.Shorten(finding.File, root) };
                text.Append(place.Position).Append(": ").Append(finding.Severity.ToString().ToLowerInvariant()).Append(' ').Append(finding.RuleId)
                    .Append(": ").Append(finding.Message).Append("\n    ").Append(finding.Remedy).Append('\n');
            }

            text.Append(LintReport.Shorten(report.Path, root)).Append(": ").Append(Summary(report)).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>How many of which, in words.</summary>
    public static string Summary(DockerfileReport report)
    {
        string[] parts =
        [
            .. new[] { Count(report.Errors, "error"), Count(report.Warnings, "warning"), Count(report.Notes, "note"), report.Suppressed.Count > 0 ? $"{report.Suppressed.Count} suppressed" : "" }
                .Where(part => part.Length > 0),
        ];
        return parts.Length == 0 ? "nothing found" : string.Join(", ", parts);
    }

    private static string Count(int count, string noun) => count == 0 ? "" : count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
