using System.Text;

namespace LambdaImage.Help.Pages;

/// <summary>A page about a topic, as the plain text that Get-Help shows.</summary>
internal static class AboutTopic
{
    private const int Indent = 4;
    private const int Width = 80;

    public static string ToText(string markdown)
    {
        var page = MarkdownSection.Read(markdown);
        var text = new StringBuilder($"TOPIC\n    {page.Title}\n");
        var paragraphs = page.Paragraphs;
        if (paragraphs.Count > 0) text.Append($"\nSHORT DESCRIPTION\n{Block(paragraphs[0])}\n");
        if (paragraphs.Count > 1) text.Append("\nLONG DESCRIPTION\n").AppendJoin("\n", paragraphs.Skip(1).Select(Block)).Append('\n');
        foreach (var part in page.Parts) text.Append($"\n{part.Title.ToUpperInvariant()}\n").AppendJoin("\n", part.Paragraphs.Select(Block)).Append('\n');
        return text.ToString();
    }

    private static string Block(string paragraph)
    {
        var lines = paragraph.Split('\n');
        var isKept = lines.Length > 1 || paragraph.StartsWith("    ", StringComparison.Ordinal) || paragraph.StartsWith("- ", StringComparison.Ordinal);
        return string.Concat((isKept ? lines : Wrapped(PlainText.Of(paragraph))).Select(line => new string(' ', Indent) + PlainText.Of(line) + '\n'));
    }

    private static IEnumerable<string> Wrapped(string paragraph)
    {
        var line = new StringBuilder();
        foreach (var word in paragraph.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length + 1 > Width - Indent)
            {
                yield return line.ToString();
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        yield return line.ToString();
    }
}
