using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Projects.Versions;

/// <summary>Reads versions from files that hold nothing else and from those of tool managers.</summary>
internal static partial class VersionFiles
{
    /// <summary>What is longer is no version, and would only make messages unreadable.</summary>
    private const int Longest = 128;

    /// <summary>The first place, with all others behind it.</summary>
    public static AskedVersion? First(IEnumerable<AskedVersion?> places) => places
        .OfType<AskedVersion>()
        .Where(asked => asked.Constraint.Length is > 0 and <= Longest)
        .Reverse()
        .Aggregate((AskedVersion?)null, (next, asked) => asked with { Next = next });

    /// <summary>The first line that is neither empty nor a comment.</summary>
    public static AskedVersion? Raw(ProjectDirectory project, string file)
    {
        var line = project.Lines(file).FirstOrDefault(line => line.Text.Trim() is { Length: > 0 } text && text[0] != '#');
        return line.Text is { } found ? new AskedVersion(found.Split('#')[0].Trim(), file, line.Number) : null;
    }

    /// <summary>That line if it has a number: <c>system</c> asks for nothing in particular.</summary>
    /// <param name="project">The project.</param>
    /// <param name="file">The file.</param>
    /// <param name="prefix">What some tools write before the number, for example <c>ruby-</c>.</param>
    public static AskedVersion? Pinned(ProjectDirectory project, string file, string prefix = "") => Numbered(Raw(project, file), prefix);

    /// <summary>What asdf, mise and SDKMAN! install.</summary>
    /// <param name="project">The project.</param>
    /// <param name="names">Names under which these tools know the language.</param>
    public static IEnumerable<AskedVersion?> Managed(ProjectDirectory project, params IReadOnlyList<string> names) =>
        ToolVersions.Read(project).Concat(MiseToml.Read(project)).Concat(SdkmanRc.Read(project))
            .Where(tool => names.Contains(tool.Name, StringComparer.Ordinal))
            .Select(tool => Numbered(new AskedVersion(tool.Constraint, tool.File, tool.Line)));

    /// <summary>A version without its prefix; null when it has no number.</summary>
    public static AskedVersion? Numbered(AskedVersion? asked, string prefix = "")
    {
        if (asked is null || asked.Constraint.Length > Longest || !asked.Constraint.Any(char.IsAsciiDigit)) return null;
        var text = asked.Constraint;
        if (text.StartsWith("prefix:", StringComparison.Ordinal)) text = text["prefix:".Length..];
        // A commit or a folder is nothing that an image could be chosen by.
        if (Elsewhere().IsMatch(text)) return null;
        return asked with { Constraint = prefix.Length > 0 && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text };
    }

    [GeneratedRegex("^(ref|path|sub|system)[:-]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Elsewhere();
}
