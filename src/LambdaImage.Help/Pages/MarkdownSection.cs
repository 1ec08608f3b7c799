namespace LambdaImage.Help.Pages;

/// <summary>A heading with what is under it.</summary>
/// <param name="Title">The heading's words.</param>
/// <param name="Body">Lines under it, without those of deeper headings.</param>
/// <param name="Parts">Sections one level deeper.</param>
internal sealed record MarkdownSection(string Title, IReadOnlyList<string> Body, IReadOnlyList<MarkdownSection> Parts)
{
    private const string Fence = "```";

    /// <summary>Blocks that empty lines separate; the lines of a paragraph are joined, those of code and lists are not.</summary>
    public IReadOnlyList<string> Paragraphs => [.. Blocks().Where(block => block.Length > 0)];

    /// <summary>The first fenced block; null: there is none.</summary>
    public string? Code
    {
        get
        {
            var start = Body.TakeWhile(line => !line.StartsWith(Fence, StringComparison.Ordinal)).Count() + 1;
            return start > Body.Count
                ? null
                : string.Join('\n', Body.Skip(start).TakeWhile(line => !line.StartsWith(Fence, StringComparison.Ordinal)));
        }
    }

    public MarkdownSection? Find(string title) => Parts.FirstOrDefault(part => part.Title == title);

    /// <summary>Reads a page with one title.</summary>
    public static MarkdownSection Read(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        return Parse(lines.SkipWhile(line => !line.StartsWith("# ", StringComparison.Ordinal)).ToList(), level: 1);
    }

    private static MarkdownSection Parse(List<string> lines, int level)
    {
        var mark = new string('#', level + 1) + ' ';
        var starts = Headings(lines, mark);
        var parts = starts.Select((start, i) => Parse(lines[start..(i + 1 < starts.Count ? starts[i + 1] : lines.Count)], level + 1));
        return new(lines[0][(level + 1)..].Trim(), lines[1..(starts.Count > 0 ? starts[0] : lines.Count)], [.. parts]);
    }

    private static List<int> Headings(List<string> lines, string mark)
    {
        var found = new List<int>();
        var isCode = false;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].StartsWith(Fence, StringComparison.Ordinal)) isCode = !isCode;
            if (!isCode && lines[i].StartsWith(mark, StringComparison.Ordinal)) found.Add(i);
        }

        return found;
    }

    private IEnumerable<string> Blocks()
    {
        var block = new List<string>();
        var isCode = false;
        foreach (var line in Body.Append(""))
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
            {
                isCode = !isCode;
                continue;
            }

            if (line.Length > 0 || isCode)
            {
                block.Add(isCode ? "    " + line : line);
                continue;
            }

            yield return Join(block);
            block.Clear();
        }
    }

    private static string Join(List<string> block) =>
        string.Join(block.Exists(line => line.StartsWith("- ", StringComparison.Ordinal) || line.StartsWith("    ", StringComparison.Ordinal)) ? '\n' : ' ', block);
}
