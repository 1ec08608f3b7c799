namespace LambdaImage;

/// <summary>What the rules have to say about one Dockerfile.</summary>
public sealed record DockerfileReport
{
    /// <summary>Absolute path of the Dockerfile, whether or not it is on disk.</summary>
    public required string Path { get; init; }

    /// <summary>What was found, in the order of lines, without what was suppressed.</summary>
    public IReadOnlyList<DockerfileFinding> Findings { get; init; } = [];

    /// <summary>What was found and suppressed by a comment.</summary>
    public IReadOnlyList<DockerfileFinding> Suppressed { get; init; } = [];

    /// <summary>How many findings are errors.</summary>
    public int Errors => Findings.Count(finding => finding.Severity == LintSeverity.Error);

    /// <summary>How many findings are warnings.</summary>
    public int Warnings => Findings.Count(finding => finding.Severity == LintSeverity.Warning);

    /// <summary>How many findings only inform.</summary>
    public int Notes => Findings.Count(finding => finding.Severity == LintSeverity.Information);

    /// <summary>The Dockerfile; null when it could not be read as one.</summary>
    public LambdaDockerfile? Dockerfile { get; init; }
}
