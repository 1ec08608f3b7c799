namespace LambdaImage;

/// <summary>Asks for findings in a form for other programs.</summary>
public sealed record LintReportRequest
{
    /// <summary>The reports, one for each Dockerfile.</summary>
    public required IReadOnlyList<DockerfileReport> Reports { get; init; }

    /// <summary>Absolute path of the file to write; null: only the text is wanted.</summary>
    public string? Path { get; init; }

    /// <summary>The form; null: what the ending of the path says (<c>.sarif</c>, <c>.xml</c>, anything else: text).</summary>
    public LintReportFormat? Format { get; init; }

    /// <summary>Absolute path of the folder that paths in the report are relative to; null: they stay absolute.</summary>
    public string? Root { get; init; }
}
