namespace LambdaImage;

/// <summary>One setting of a function that an update would change.</summary>
/// <param name="Setting">The setting, for people: <c>memory</c>, <c>environment variable MODE</c>.</param>
/// <param name="Now">Its value; null: it has none. Values of environment variables are never shown.</param>
/// <param name="Then">Its value afterwards; null: it has none.</param>
public sealed record FunctionDifference(string Setting, string? Now, string? Then)
{
    /// <inheritdoc/>
    public override string ToString() =>
        Now is null ? $"{Setting} {Then}" : Then is null ? $"{Setting} {Now} → none" : $"{Setting} {Now} → {Then}";
}
