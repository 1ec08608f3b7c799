namespace LambdaImage.Engine.Configuration;

/// <summary>Where a value was given: in a file, or on the command line.</summary>
/// <param name="Source">Path of the file, or the parameter as it is typed.</param>
/// <param name="Line">One-based line; null for a parameter.</param>
/// <param name="Column">One-based column; null for a parameter.</param>
internal sealed record ConfigurationPlace(string Source, int? Line = null, int? Column = null)
{
    /// <summary>Whether it stands in a file.</summary>
    public bool IsFile => Line is not null;

    /// <summary>The place in the file; null for a parameter.</summary>
    public SourceLocation? Location => Line is { } line ? new SourceLocation(Source, line, Column) : null;

    /// <summary>File name and line, short enough for a reason.</summary>
    public string Short => Line is { } line ? $"{Path.GetFileName(Source)}:{line}" : Source;

    public override string ToString() => Location?.ToString() ?? Source;
}
