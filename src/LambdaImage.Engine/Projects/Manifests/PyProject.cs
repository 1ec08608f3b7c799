using Tomlyn.Model;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of pyproject.toml, in the standard and in Poetry's older form.
/// <see href="https://packaging.python.org/en/latest/specifications/pyproject-toml/"/></summary>
internal sealed class PyProject
{
    public const string File = "pyproject.toml";

    private PyProject(TomlManifest toml)
    {
        Name = toml.Text("project", "name") ?? toml.Text("tool", "poetry", "name");
        RequiresPython = toml.Text("project", "requires-python") ?? toml.Text("tool", "poetry", "dependencies", "python");
        RequiresPythonLine = toml.Text("project", "requires-python") is null ? toml.Line("tool.poetry.dependencies", "python") : toml.Line("project", "requires-python");
        IsPoetry = toml.Table("tool", "poetry") is not null;
        IsStandard = toml.Table("project") is { } project && project.ContainsKey("dependencies");
        Dependencies = [.. Standard(toml), .. Poetry(toml)];
        WorkspaceSource = (toml.Table("tool", "uv", "sources") ?? [])
            .Where(source => source.Value is TomlTable table && table.TryGetValue("workspace", out var value) && value is true)
            .Select(source => new Dependency(PythonRequirements.Normalize(source.Key), "", File, toml.Line("tool.uv.sources", source.Key))).FirstOrDefault();
    }

    public string? Name { get; }

    public string? RequiresPython { get; }

    public int RequiresPythonLine { get; }

    public bool IsPoetry { get; }

    /// <summary>Whether packages are declared in the standard form.</summary>
    public bool IsStandard { get; }

    public IReadOnlyList<Dependency> Dependencies { get; }

    /// <summary>A package that uv takes from a workspace; null when there is none.</summary>
    public Dependency? WorkspaceSource { get; }

    public static PyProject? Read(ProjectDirectory project) =>
        project.Remember(nameof(PyProject), () => TomlManifest.Read(project, File) is { } toml ? new PyProject(toml) : null);

    private static IEnumerable<Dependency> Standard(TomlManifest toml) =>
        toml.Table("project") is { } table && table.TryGetValue("dependencies", out var value) && value is TomlArray list
            ? list.OfType<string>().Select(text => PythonRequirements.Parse(text, File, toml.Line("project", text))).OfType<Dependency>()
            : [];

    private static IEnumerable<Dependency> Poetry(TomlManifest toml) =>
        (toml.Table("tool", "poetry", "dependencies") ?? [])
            .Where(member => member.Key != "python" && !(member.Value is TomlTable table && table.TryGetValue("optional", out var optional) && optional is true))
            .Select(member => new Dependency(PythonRequirements.Normalize(member.Key), member.Value as string ?? "", File, toml.Line("tool.poetry.dependencies", member.Key)));
}
