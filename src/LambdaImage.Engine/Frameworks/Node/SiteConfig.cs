using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>The configuration of a framework, which is a program: only what is written out can be found.</summary>
/// <param name="File">Path relative to the package; null when there is none.</param>
/// <param name="Text">Its text without comments.</param>
internal sealed partial record SiteConfig(string? File, string Text)
{
    private static readonly string[] Extensions = [".ts", ".js", ".mjs", ".mts", ".cjs", ".cts"];

    public static SiteConfig Read(ProjectDirectory project, params IEnumerable<string> names)
    {
        var file = project.FirstOf(names.SelectMany(name => Extensions.Select(extension => name + extension)));
        return new SiteConfig(file, file is null ? "" : Comments().Replace(project.ReadSource(file) ?? "", match => new string('\n', match.Value.Count(letter => letter == '\n'))));
    }

    /// <summary>Where the configuration says something; null when it does not.</summary>
    /// <param name="pattern">What to look for.</param>
    /// <param name="conclusion">What follows from it.</param>
    public Evidence? Says(Regex pattern, string conclusion) => File is not null && pattern.Match(Text) is { Success: true } match
        ? new Evidence(File, Text.AsSpan(0, match.Index).Count('\n') + 1, match.Value.Trim(), conclusion)
        : null;

    [GeneratedRegex(@"/\*.*?\*/|(?<![:'""`])//[^\n]*", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Comments();
}
