using LambdaImage.Engine.Errors;
using Tomlyn;
using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads TOML and finds the line of a key, for pyproject.toml and Pipfile.</summary>
internal sealed class TomlManifest
{
    private readonly TomlTable _table;
    private readonly ProjectDirectory _project;
    private readonly string _file;

    private TomlManifest(TomlTable table, ProjectDirectory project, string file)
    {
        _table = table;
        _project = project;
        _file = file;
    }

    public static TomlManifest? Read(ProjectDirectory project, string file)
    {
        if (project.ReadText(file) is not { } text) return null;
        try
        {
            return new TomlManifest(TomlSerializer.Deserialize<TomlTable>(text) ?? [], project, file);
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

    /// <summary>The first line behind a table's header that has a text; 1 when there is none.</summary>
    public int Line(string header, string text)
    {
        var isInside = false;
        foreach (var (number, line) in _project.Lines(_file))
        {
            if (line.StartsWith('[')) isInside = line.TrimEnd() == $"[{header}]";
            if (isInside && line.Contains(text, StringComparison.Ordinal)) return number;
        }

        return 1;
    }
}
