namespace LambdaImage.Engine.CiServers;

/// <summary>Something that is wrong, for the list of the run and, where a file is to blame, beside its line.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">Stable name: a rule or a kind of error.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Place">File, line and column; null: no file is to blame.</param>
internal sealed record CiIssue(LintSeverity Severity, string Code, string Message, SourceLocation? Place)
{
    public static CiIssue Of(DockerfileFinding finding) =>
        new(finding.Severity, finding.RuleId, $"{finding.Message} {finding.Remedy}", new(finding.File, finding.Line, finding.Column));

    public static CiIssue Of(LambdaImageException failure) =>
        new(LintSeverity.Error, failure.Kind.ToString(), $"{failure.Message}\n{failure.Remedy}", failure.Location);

    public static CiIssue Warning(string message) => new(LintSeverity.Warning, "", message, null);

    /// <summary>Path of the file as the server's pages show it: from the root of the sources, where it is below that.</summary>
    /// <param name="root">The folder with the sources; null: unknown.</param>
    public string? PathFrom(string? root)
    {
        if (Place is null) return null;
        var file = Path.GetFullPath(Place.File);
        var relative = root is null ? file : Path.GetRelativePath(root, file);
        return (relative.StartsWith("..", StringComparison.Ordinal) ? file : relative).Replace('\\', '/');
    }
}
