using System.Text;
using LambdaImage.Engine.Services.Imports;

namespace LambdaImage.Engine.Tests.Services;

/// <summary>Makes the pages for people who come from another tool: their words stand above and below a table that is made of the reader's own
/// keys.</summary>
internal static class ComingFrom
{
    private const string Begin = "<!-- keys: made of the reader's own table -->\n";
    private const string End = "<!-- end of keys -->\n";

    public static string Page(string page, IServiceImport import, string path)
    {
        var text = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : $"# Coming from {page}\n\n{Begin}{End}";
        var (start, end) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        return text[..start] + Table(import) + text[end..];
    }

    private static string Table(IServiceImport import)
    {
        var table = new StringBuilder($"\n| {import.Tool} | lambda-image.yml | |\n|---|---|---|\n");
        foreach (var key in import.Keys) table.Append($"| `{key.Theirs}` | {(key.Ours.Length == 0 ? "–" : $"`{key.Ours}`")} | {Sentence(key)} |\n");
        return table.Append('\n').ToString();
    }

    /// <summary>For a key without counterpart why, then what to do instead.</summary>
    private static string Sentence(ImportKey key)
    {
        var end = key.Ours.Length == 0 ? key.Note.IndexOf(": ", StringComparison.Ordinal) : -1;
        return end < 0 ? key.Note : $"{char.ToUpperInvariant(key.Note[0])}{key.Note[1..end]}. {key.Note[(end + 2)..]}";
    }
}
