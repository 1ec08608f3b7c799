using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Recognises <c>&lt;&lt;NAME</c> words.
/// <see href="https://docs.docker.com/reference/dockerfile/#here-documents"/></summary>
internal static partial class DockerfileReaderDocuments
{
    /// <summary>The here-documents that a statement announces, in order, without content.</summary>
    /// <param name="text">The whole statement.</param>
    /// <param name="escape">Escape character of the file.</param>
    /// <returns>Empty for instructions that cannot have any, and for the JSON form.</returns>
    public static IReadOnlyList<HereDocument> Announced(string text, char escape)
    {
        if (!text.Contains("<<", StringComparison.Ordinal)) return [];
        var length = DockerfileReaderStatement.LengthOfKeyword(text);
        var keyword = text[..length].ToUpperInvariant();
        var rest = text[length..].TrimStart();
        if (keyword == "ONBUILD") return Announced(rest, escape);
        if (keyword is not ("RUN" or "COPY" or "ADD")) return [];
        var arguments = DockerfileReaderWords.Flags(rest, 0, escape).Rest(rest);
        if (IsJson(arguments)) return [];
        var words = DockerfileReaderWords.Split(rest, 0, escape).Select(word => word.Text).ToList();
        if (keyword == "RUN") words = [.. words.Zip(words.Skip(1).Append(""), (word, next) => Mark().IsMatch(word) && Name().IsMatch(next) ? word + next : word)];
        return [.. words.Select(Parse).OfType<HereDocument>()];
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

    /// <summary>As in a shell the name may stand apart.</summary>
    [GeneratedRegex(@"^\d*<<-?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mark();

    /// <summary>What a number is shifted by, as in <c>$((1 &lt;&lt; 2))</c>, is no name.</summary>
    [GeneratedRegex("""^(?<quote>["']?)[A-Za-z_][A-Za-z0-9_]*\k<quote>$""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^\d*<<(?<strip>-?)(?<name>[^<]+)$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();
}
