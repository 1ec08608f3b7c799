using System.IO.Enumeration;

namespace LambdaImage.Engine.Inspection.Comparing;

/// <summary>Which paths a user wants to see.</summary>
/// <param name="patterns">Paths with <c>*</c> and <c>?</c>; none: all.</param>
internal sealed class PathFilter(IReadOnlyList<string> patterns)
{
    private readonly string[] _patterns = [.. patterns.Select(pattern => "/" + pattern.Trim('/'))];

    /// <param name="path">Absolute path.</param>
    public bool Takes(string path) =>
        _patterns.Length == 0 || Array.Exists(_patterns, pattern => Matches(pattern, path) || Matches(pattern.TrimEnd('/') + "/*", path));

    private static bool Matches(string pattern, string path) => FileSystemName.MatchesSimpleExpression(pattern, path, ignoreCase: false);
}
