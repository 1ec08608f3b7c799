using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Recognises <c>&lt;&lt;NAME</c> words.
/// <see href="https://docs.docker.com/reference/dockerfile/#here-documents"/></summary>
internal static partial class DockerfileReaderDocuments
{
    /// <summary>The here-documents that a statement announces, in order, without content.</summary>
    /// <param name="text">The whole statement.</param>
    /// <param name="escape">Escape character of the file.</param>
    /// <param name="isEnded">Whether a line further down is a name alone.</param>
    /// <returns>Empty for instructions that cannot have any, and for the JSON form.</returns>
    public static IReadOnlyList<HereDocument> Announced(string text, char escape, Func<string, bool> isEnded)
    {
        if (!text.Contains("<<", StringComparison.Ordinal)) return [];
        var length = DockerfileReaderStatement.LengthOfKeyword(text);
        var keyword = text[..length].ToUpperInvariant();
        var rest = text[length..].TrimStart();
        if (keyword == "ONBUILD") return Announced(rest, escape, isEnded);
        if (keyword is not ("RUN" or "COPY" or "ADD")) return [];
        var arguments = DockerfileReaderWords.Flags(rest, 0, escape).Rest(rest);
        if (IsJson(arguments)) return [];
        var words = DockerfileReaderWords.Split(rest, 0, escape).Select(word => word.Text).ToList();
        List<HereDocument> found = [];
        for (var at = 0; at < words.Count; at++)
        {
            // As in a shell the name may stand apart. So does what a number is shifted by, so there must be an end for it.
            var one = Parse(words[at])
                ?? (keyword == "RUN" && at + 1 < words.Count && Mark().IsMatch(words[at]) && Parse(words[at] + words[at + 1]) is { } apart && isEnded(apart.Name) ? apart : null);
            if (one is not null) found.Add(one);
        }

        return found;
    }

    /// <summary>Reads one word as the start of a here-document; null when it is none.</summary>
    public static HereDocument? Parse(string word)
    {
        var match = Grammar().Match(word);
        if (!match.Success) return null;
        var raw = match.Groups["name"].Value;
        var name = raw.Replace("\"", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal)
            .Replace("\\", "", StringComparison.Ordinal);
        return name.Length == 0
            ? null
            : new HereDocument(name, "", Expand: !raw.AsSpan().ContainsAny('"', '\''), StripTabs: match.Groups["strip"].Length > 0);
    }

    private static bool IsJson(string arguments)
    {
        try
        {
            return DockerfileReaderWords.TryJson(arguments) is not null;
        }
        catch (FormatException)
        {
            // Whoever reads the arguments says what is wrong with it.
            return true;
        }
    }

    [GeneratedRegex(@"^\d*<<$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mark();

    [GeneratedRegex(@"^\d*<<(?<strip>(?>-?))(?<name>[^<]+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();
}
