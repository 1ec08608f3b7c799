using LambdaImage.Engine.Errors;
using Tomlyn;
using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads TOML and finds the line of a key, for pyproject.toml and Pipfile.</summary>
internal sealed class TomlManifest
{
    private readonly TomlTable _table;
    private readonly Lazy<TomlLines> _lines;

    private TomlManifest(TomlTable table, ProjectDirectory project, string file)
    {
        _table = table;
        _lines = new Lazy<TomlLines>(() => new TomlLines(project.Lines(file)));
    }

    public static TomlManifest? Read(ProjectDirectory project, string file)
    {
        if (project.ReadText(file) is not { } text) return null;
        try
        {
            return new TomlManifest(TomlSerializer.Deserialize(text, TomlDocuments.Default.TomlTable) ?? [], project, file);
        }
        catch (TomlException error)
        {
            throw ProjectErrors.FileInvalid(project.FullPath(file), Math.Max(1, error.Line ?? 1), error.Column, "it is not valid TOML");
        }
    }

    public TomlTable? Table(params ReadOnlySpan<string> path)
    {
        var table = _table;
        foreach (var name in path)
        {
            if (!table.TryGetValue(name, out var value) || value is not TomlTable next) return null;
            table = next;
        }

        return table;
    }

    public string? Text(params ReadOnlySpan<string> path) =>
        Table(path[..^1]) is { } table && table.TryGetValue(path[^1], out var value) ? value as string : null;

    /// <summary>The tables of an array of tables such as <c>[[bin]]</c>.</summary>
    public IReadOnlyList<TomlTable> Array(string name) =>
        !_table.TryGetValue(name, out var value) ? []
        : value is TomlTableArray tables ? [.. tables]
        : value is TomlArray list ? [.. list.OfType<TomlTable>()]
        : [];

    /// <summary>The line of a key or of a quoted text behind a table's header, whose quotes do not count; 1 when there is none.</summary>
    public int Line(string header, string text) => _lines.Value.Find(header, text);
}
