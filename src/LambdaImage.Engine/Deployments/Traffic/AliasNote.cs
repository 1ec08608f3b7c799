using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Deployments.Traffic;

/// <summary>Remembers, in the description of an alias, where it pointed before: Lambda itself forgets. A description of
/// the user's own is left alone.</summary>
internal static partial class AliasNote
{
    /// <returns>The description to write; null: leave it.</returns>
    public static string? For(string? description, string previous) =>
        string.IsNullOrEmpty(description) || Note().IsMatch(description) ? $"LambdaImage: before this, version {previous}" : null;

    /// <returns>Version that the alias pointed to before; null: not noted, or the unpublished function, to which there is no way back.</returns>
    public static string? Previous(string? description) =>
        description is not null && Note().Match(description) is { Success: true } note && note.Groups["version"] is { Success: true } version
            ? version.Value : null;

    [GeneratedRegex("^LambdaImage: before this, version ((?<version>[0-9]+)|\\$LATEST)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Note();
}
