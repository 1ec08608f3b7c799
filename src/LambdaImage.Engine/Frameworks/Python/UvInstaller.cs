using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Installs with uv: what uv.lock says, or without one what pyproject.toml asks for.
/// <see href="https://docs.astral.sh/uv/guides/integration/aws-lambda/"/></summary>
internal sealed class UvInstaller(ProjectDirectory project, IReadOnlyList<Dependency> declared) : LockInstaller(project, declared, UvLock.File)
{
    private const string Export = "uv export --quiet --frozen --no-dev --no-emit-project --no-editable --output-file";

    public override string Name => "uv";

    public override IReadOnlyList<string> Tool => ["uv>=0.9,<1"];

    public override IReadOnlyList<string> Manifests => HasLock ? [PyProject.File, UvLock.File] : [PyProject.File];

    public override string Cache => "/root/.cache/uv";

    /// <summary>The image's own Python is the one to install for, and files of the cache cannot be linked to another file system.</summary>
    public override IReadOnlyList<KeyValuePair<string, string>> Environment =>
        [new("UV_LINK_MODE", "copy"), new("UV_NO_INSTALLER_METADATA", "1"), new("UV_PYTHON_DOWNLOADS", "never")];

    protected override string Relock => "uv lock";

    private bool HasLock => Project.Exists(UvLock.File);

    public override string Add(string package) => $"uv add {package}";

    public override void Check()
    {
        if (HasLock) base.Check();
        else if (PyProject.Read(Project)?.WorkspaceSource is { } member) throw PythonErrors.WorkspaceMember(member, Project.FullPath(PyProject.File));
    }

    public override IReadOnlyList<string> InContainer() => HasLock
        ? [$"{Export} {PipCommands.Exported}", $"uv pip install --target {Packages} --requirement {PipCommands.Exported}"]
        : [$"uv pip install --target {Packages} --requirement {PyProject.File}"];

    public override IReadOnlyList<HostCommand> OnHost(PythonTarget target)
    {
        var requirements = HasLock ? PipCommands.ExportedOnHost : PyProject.File;
        var install = new HostCommand("uv",
            ["pip", "install", "--target", "packages", "--only-binary", ":all:", "--python-version", target.Version, "--python-platform", target.UvPlatform, "--requirement", requirements])
        {
            Environment = Environment.Where(variable => variable.Key != "UV_PYTHON_DOWNLOADS").ToDictionary(variable => variable.Key, variable => variable.Value, StringComparer.Ordinal),
        };
        return HasLock ? [new("uv", [.. Export.Split(' ').Skip(1), PipCommands.ExportedOnHost]), install] : [install];
    }
}
