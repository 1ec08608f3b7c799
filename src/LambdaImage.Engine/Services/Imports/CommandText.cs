using System.Text;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Splits a command line into words as a shell would, without ever giving it to one.</summary>
internal static class CommandText
{
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
