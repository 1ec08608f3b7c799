namespace LambdaImage;

/// <summary>One thing that a rule has to say about one place of a Dockerfile.</summary>
public sealed record DockerfileFinding
{
    /// <summary>Stable name of the rule, as suppressions and <c>-Exclude</c> take it.</summary>
    public required string RuleId { get; init; }

    /// <summary>How much it matters.</summary>
    public required LintSeverity Severity { get; init; }

    /// <summary>What is wrong and why.</summary>
    public required string Message { get; init; }

    /// <summary>What to write instead.</summary>
    public required string Remedy { get; init; }

    /// <summary>Absolute path of the file.</summary>
    public required string File { get; init; }

    /// <summary>One-based line.</summary>
    public required int Line { get; init; }

    /// <summary>One-based column; null when the whole instruction is meant.</summary>
    public int? Column { get; init; }

    /// <summary>Last line of the instruction; null when it ends on the line it begins on.</summary>
    public int? EndLine { get; init; }

    /// <summary>Section of the documentation that explains the rule, with examples.</summary>
    public required string Url { get; init; }

    /// <summary>Reason given in the comment that suppressed it, empty when none was given; null when it is not
    /// suppressed.</summary>
    public string? Suppression { get; init; }

    /// <summary>File, line and column, as editors and terminals open them.</summary>
    public string Position => Column is { } column ? $"{File}:{Line}:{column}" : $"{File}:{Line}";

    /// <inheritdoc/>
    public override string ToString() => $"{Position}: {Severity.ToString().ToLowerInvariant()} {RuleId}: {Message} {Remedy}";
}
