namespace LambdaImage.Engine.Projects;

/// <summary>Knows the first line of every quoted text in a file.</summary>
internal sealed class QuotedLines
{
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    public QuotedLines(ProjectDirectory project, string file)
    {
        foreach (var (number, text) in project.Lines(file))
        {
            var parts = text.Split('"');
            for (var index = 1; index < parts.Length; index += 2) _lines.TryAdd(parts[index], number);
        }
    }

    /// <summary>One-based; 1 where the text is not there.</summary>
    public int Find(string text) => _lines.GetValueOrDefault(text, 1);
}
