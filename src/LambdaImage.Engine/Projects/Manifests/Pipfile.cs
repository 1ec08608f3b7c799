namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of a Pipfile. <see href="https://pipenv.pypa.io/en/latest/pipfile.html"/></summary>
internal sealed class Pipfile
{
    public const string File = "Pipfile";

    private Pipfile(TomlManifest toml)
    {
        // The exact one is the more specific wish where both are given.
        var key = toml.Text("requires", "python_full_version") is null ? "python_version" : "python_full_version";
        PythonVersion = toml.Text("requires", key);
        PythonVersionLine = toml.Line("requires", key);
        Dependencies = [.. (toml.Table("packages") ?? []).Select(member =>
            new Dependency(PythonRequirements.Normalize(member.Key), member.Value as string ?? "", File, toml.Line("packages", member.Key)))];
    }

    public string? PythonVersion { get; }

    public int PythonVersionLine { get; }

    public IReadOnlyList<Dependency> Dependencies { get; }

    public static Pipfile? Read(ProjectDirectory project) =>
        project.Remember(nameof(Pipfile), () => TomlManifest.Read(project, File) is { } toml ? new Pipfile(toml) : null);
}
