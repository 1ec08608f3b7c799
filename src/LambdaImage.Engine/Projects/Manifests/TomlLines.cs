namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Knows on which lines the keys and texts of a TOML file stand, which its model forgets.</summary>
internal sealed class TomlLines
{
    private readonly Dictionary<(string Header, string Text), int> _lines = [];

    public TomlLines(IReadOnlyList<ProjectLine> lines)
    {
        var header = "";
        foreach (var (number, text) in lines)
        {
            var line = text.AsSpan().Trim();
            if (Header(line) is { } found) AddHeader(header = found, number);
            else Add(header, line, number);
        }
    }

    public int Find(string header, string text) => _lines.GetValueOrDefault((Plain(header), text), 1);

    /// <summary>The name in <c>[name]</c> or <c>[[name]]</c>, without quotes, which Cargo's targets have; null of another line.</summary>
    private static string? Header(ReadOnlySpan<char> line) => line.StartsWith("[") && line.IndexOf(']') is > 0 and var end
        && (line[..end].IndexOfAny(",=\"'") < 0 || line.StartsWith("[target.")) ? Plain(line[..end].Trim('[').Trim().ToString()) : null;

    private static string Plain(string header) => header.Replace("'", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal);

    /// <summary>A table in a table is also a key of the outer one.</summary>
    private void AddHeader(string header, int number)
    {
        if (header.LastIndexOf('.') is > 0 and var dot) _lines.TryAdd((header[..dot], header[(dot + 1)..]), number);
    }

    private void Add(string header, ReadOnlySpan<char> line, int number)
    {
        if (line.IsEmpty || line[0] == '#') return;
        var end = line.IndexOf('=');
        if (end > 0) _lines.TryAdd((header, line[..end].Trim().Trim('"').Trim('\'').ToString()), number);
        // Texts in a list, each by itself.
        while (line.IndexOfAny('"', '\'') is >= 0 and var start)
        {
            var quote = line[start];
            line = line[(start + 1)..];
            if (line.IndexOf(quote) is not (>= 0 and var close)) return;
            _lines.TryAdd((header, line[..close].ToString()), number);
            line = line[(close + 1)..];
        }
    }
}
