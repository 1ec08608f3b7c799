namespace LambdaImage.Engine.Lint.Reports;

/// <summary>Writes findings in the form that another program reads.</summary>
internal static class LintReport
{
    /// <summary>The form that the ending of a path asks for.</summary>
    public static LintReportFormat FormatOf(string? path) => Path.GetExtension(path)?.ToLowerInvariant() switch
    {
        ".sarif" or ".json" => LintReportFormat.Sarif,
        ".xml" => LintReportFormat.JUnit,
        _ => LintReportFormat.Text,
    };

    /// <summary>The whole text.</summary>
    /// <param name="reports">One for each Dockerfile.</param>
    /// <param name="format">The form.</param>
    /// <param name="root">Folder that paths are relative to; null: they stay absolute.</param>
    public static string Write(IReadOnlyList<DockerfileReport> reports, LintReportFormat format, string? root) => format switch
    {
        LintReportFormat.Sarif => SarifReport.Write(reports, root),
        LintReportFormat.JUnit => JUnitReport.Write(reports, root),
        _ => TextReport.Write(reports, root),
    };

    /// <summary>A path as reports name it: with forward slashes, relative where it lies below the root.</summary>
    public static string Shorten(string path, string? root)
    {
        var relative = root is null ? path : Path.GetRelativePath(root, path);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? path : relative).Replace('\\', '/');
    }
}
