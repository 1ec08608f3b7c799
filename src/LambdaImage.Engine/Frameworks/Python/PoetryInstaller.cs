using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Installs what poetry.lock says: Poetry writes it out, pip installs it beside the code.
/// <see href="https://github.com/python-poetry/poetry-plugin-export"/></summary>
internal sealed class PoetryInstaller(ProjectDirectory project, IReadOnlyList<Dependency> declared) : LockInstaller(project, declared, PoetryLock.File)
{
    public override string Name => "Poetry";

    public override IReadOnlyList<string> Tool => ["poetry>=2,<3", "poetry-plugin-export>=1.9,<2"];

    public override IReadOnlyList<string> Manifests => [PyProject.File, PoetryLock.File, .. Project.Exists("poetry.toml") ? ["poetry.toml"] : Array.Empty<string>()];

    protected override string Relock => "poetry lock";

    public override string Add(string package) => $"poetry add {package}";

    public override IReadOnlyList<string> InContainer() => Exported($"poetry export {string.Join(' ', Options)} --output {PipCommands.Exported}");

    public override IReadOnlyList<HostCommand> OnHost(PythonTarget target) =>
        [new("poetry", ["export", .. Options, "--output", PipCommands.ExportedOnHost]), PipCommands.OnHost(target, PipCommands.ExportedOnHost)];

    /// <summary>pip checks either all packages or none, and a repository has no hash.</summary>
    private IReadOnlyList<string> Options => ["--only", "main", "--format", "requirements.txt", .. Sources.Any is null ? [] : new[] { "--without-hashes" }];
}
