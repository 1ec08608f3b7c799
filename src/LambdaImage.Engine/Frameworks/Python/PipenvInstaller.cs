using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Python;

/// <summary>Installs what Pipfile.lock says: Pipenv writes it out, pip installs it beside the code. <see href="https://pipenv.pypa.io/en/latest/commands.html#requirements"/></summary>
internal sealed class PipenvInstaller(ProjectDirectory project, IReadOnlyList<Dependency> declared) : LockInstaller(project, declared, PipfileLock.File)
{
    /// <summary>Pipenv only prints, and there is no shell to redirect it on this machine.</summary>
    private const string ToFile = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[2:], stdout=open(sys.argv[1], 'w')))";

    public override string Name => "Pipenv";

    public override IReadOnlyList<string> Tool => ["pipenv>=2025,<2027"];

    public override IReadOnlyList<string> Manifests => [Pipfile.File, PipfileLock.File];

    protected override string Relock => "pipenv lock";

    public override string Add(string package) => $"pipenv install {package}";

    public override IReadOnlyList<string> InContainer() => Exported($"pipenv {string.Join(' ', Options)} > {PipCommands.Exported}");

    public override IReadOnlyList<HostCommand> OnHost(PythonTarget target) =>
    [
        new("python3", ["-c", ToFile, PipCommands.ExportedOnHost, "pipenv", .. Options]) { Alternatives = ["python", "py"] },
        PipCommands.OnHost(target, PipCommands.ExportedOnHost),
    ];

    private IReadOnlyList<string> Options => ["requirements", .. Sources.Any is null ? ["--hash"] : Array.Empty<string>()];
}
