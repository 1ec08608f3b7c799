using System.Buffers;
using System.Text;
using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Splits a command line into words as a shell would, without ever running one.</summary>
internal static class CommandText
{
    private static readonly SearchValues<char> Shell = SearchValues.Create("|&;<>()$`*?#~\n");

    /// <summary>The words of a command line; one that only a shell understands is given to that of the image.</summary>
    public static ConfigurationList List(string text, ConfigurationPlace place)
    {
        var words = text.AsSpan().ContainsAny(Shell) ? ["/bin/sh", "-c", text] : Split(text);
        return new ConfigurationList(place, [.. words.Select(word => new ConfigurationText(place, word, IsQuoted: true))]);
    }

    public static IReadOnlyList<string> Split(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        var (isOpen, quote) = (false, '\0');
        foreach (var letter in text)
        {
            if (quote != '\0')
            {
                if (letter == quote) quote = '\0';
                else word.Append(letter);
            }
            else if (letter is '"' or '\'')
            {
                (quote, isOpen) = (letter, true);
            }
            else if (!char.IsWhiteSpace(letter))
            {
                word.Append(letter);
                isOpen = true;
            }
            else if (isOpen)
            {
                words.Add(word.ToString());
                word.Clear();
                isOpen = false;
            }
        }

        if (isOpen) words.Add(word.ToString());
        return words;
    }
}
