namespace LambdaImage;

/// <summary>Findings in a form for other programs.</summary>
public sealed record LintReportFile
{
    /// <summary>Absolute path of the file; null when only the text was asked for.</summary>
    public string? Path { get; init; }

    /// <summary>The form.</summary>
    public required LintReportFormat Format { get; init; }

    /// <summary>The whole text.</summary>
    public required string Text { get; init; }
}
