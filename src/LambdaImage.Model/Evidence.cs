namespace LambdaImage;

/// <summary>One fact read in the project and what was concluded from it.</summary>
/// <param name="File">Path relative to the project folder, with forward slashes.</param>
/// <param name="Line">One-based line number; null when the mere presence of the file is the fact.</param>
/// <param name="Fact">What the file says, for example <c>"express": "^4.19.0"</c>.</param>
/// <param name="Conclusion">What follows from it, for example <c>Express behind Lambda Web Adapter</c>.</param>
public sealed record Evidence(string File, int? Line, string Fact, string Conclusion)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Line is { } line ? $"{File}:{line}: {Fact} → {Conclusion}" : $"{File}: {Fact} → {Conclusion}";
}
