using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Installs what pdm.lock says: PDM writes it out, pip installs it beside the code. <see href="https://pdm-project.org/latest/usage/lockfile/#export-locked-packages-to-alternative-formats"/></summary>
internal sealed class PdmInstaller(ProjectDirectory project, IReadOnlyList<Dependency> declared) : LockInstaller(project, declared, PdmLock.File)
{
    public override string Name => "PDM";

    public override IReadOnlyList<string> Tool => ["pdm>=2,<3"];

    public override IReadOnlyList<string> Manifests => [PyProject.File, PdmLock.File, .. Project.Exists("pdm.toml") ? ["pdm.toml"] : Array.Empty<string>()];

    protected override string Relock => "pdm lock";

    public override string Add(string package) => $"pdm add {package}";

    public override IReadOnlyList<string> InContainer() => Exported($"pdm export {string.Join(' ', Options)} --output {PipCommands.Exported}");

    public override IReadOnlyList<HostCommand> OnHost(PythonTarget target) =>
        [new("pdm", ["export", .. Options, "--output", PipCommands.ExportedOnHost]), PipCommands.OnHost(target, PipCommands.ExportedOnHost)];

    private IReadOnlyList<string> Options => ["--prod", "--format", "requirements", .. Sources.Any is null ? [] : new[] { "--without-hashes" }];
}
