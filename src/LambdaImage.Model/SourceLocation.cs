namespace LambdaImage;

/// <summary>A place in a text file that an error is about.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="Line">One-based line.</param>
/// <param name="Column">One-based column; null when the whole line is meant.</param>
public sealed record SourceLocation(string File, int Line, int? Column = null)
{
    /// <inheritdoc/>
    public override string ToString() => Column is { } column ? $"{File}:{Line}:{column}" : $"{File}:{Line}";
}
