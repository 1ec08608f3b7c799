using System.Text;
using System.Text.Json;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>A word and where it starts in its statement.</summary>
internal readonly record struct DockerfileReaderWord(string Text, int Position);

/// <summary>The flags at the start of an instruction, and where its arguments start.</summary>
internal sealed record DockerfileReaderFlags(IReadOnlyList<DockerfileReaderWord> Flags, int End)
{
    public string Rest(string text) => text[End..].Trim();
}

/// <summary>The three ways Docker cuts arguments into words. Quotes and escapes stay in the words: they are processed
/// when variables are.</summary>
internal static class DockerfileReaderWords
{
    /// <summary>Cuts at white space outside quotes.</summary>
    public static IReadOnlyList<DockerfileReaderWord> Split(string text, int start, char escape)
    {
        var words = new List<DockerfileReaderWord>();
        for (var position = start; ;)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
            if (position >= text.Length) return words;
            // As in BuildKit single quotes keep an escape character as it is, but not in flags.
            var end = EndOfWord(text, position, escape, areSinglePlain: true);
            words.Add(new(text[position..end], position));
            position = end;
        }
    }

    /// <summary>Cuts at white space alone, as COPY, ADD, EXPOSE and VOLUME do.</summary>
    public static IReadOnlyList<DockerfileReaderWord> SplitPlain(string text, int start)
    {
        var words = new List<DockerfileReaderWord>();
        for (var position = start; ;)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
            if (position >= text.Length) return words;
            var end = position;
            while (end < text.Length && !char.IsWhiteSpace(text[end])) end++;
            words.Add(new(text[position..end], position));
            position = end;
        }
    }

    /// <summary>Takes the <c>--flags</c> from the start. Their quotes are processed here: a flag is never expanded
    /// before that.</summary>
    public static DockerfileReaderFlags Flags(string text, int start, char escape)
    {
        var flags = new List<DockerfileReaderWord>();
        var position = start;
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position])) position++;
            if (position >= text.Length || !text.AsSpan(position).StartsWith("--", StringComparison.Ordinal))
                return new(flags, position);
            var end = EndOfWord(text, position, escape, areSinglePlain: false);
            var flag = Unquote(text.AsSpan(position, end - position), escape);
            if (flag == "--") return new(flags, end);
            flags.Add(new(flag, position));
            position = end;
        }
    }

    /// <summary>Reads a JSON array of strings; null when the text is not JSON, which makes it the shell form.</summary>
    /// <exception cref="FormatException">It is a JSON array that holds something other than strings.</exception>
    public static IReadOnlyList<string>? TryJson(string text)
    {
        if (!text.StartsWith('[')) return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return null;
            var members = document.RootElement.EnumerateArray().ToArray();
            if (members.Any(member => member.ValueKind != JsonValueKind.String))
                throw new FormatException("every member must be a string");
            return [.. members.Select(member => member.GetString() ?? "")];
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException problem)
        {
            throw new FormatException("a member is half of a character", problem);
        }
    }

    private static int EndOfWord(string text, int position, char escape, bool areSinglePlain)
    {
        var quote = '\0';
        for (; position < text.Length; position++)
        {
            var letter = text[position];
            if (letter == escape && !(areSinglePlain && quote == '\'')) position++;
            else if (quote != '\0') quote = letter == quote ? '\0' : quote;
            else if (letter is '"' or '\'') quote = letter;
            else if (char.IsWhiteSpace(letter)) return position;
        }

        return text.Length;
    }

    private static string Unquote(ReadOnlySpan<char> word, char escape)
    {
        var (plain, quote) = (new StringBuilder(), '\0');
        for (var i = 0; i < word.Length; i++)
        {
            if (word[i] == escape && i + 1 < word.Length) plain.Append(word[++i]);
            else if (word[i] == escape) break;
            else if (quote != '\0' && word[i] == quote) quote = '\0';
            else if (quote == '\0' && word[i] is '"' or '\'') quote = word[i];
            else plain.Append(word[i]);
        }

        return plain.ToString();
    }
}
