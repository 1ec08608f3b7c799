using LambdaImage.Engine.Projects;
using LambdaImage.Engine.SystemPackages;

namespace LambdaImage.Engine.Lint.Audit;

/// <summary>A language as an audit sees it: which commands install its packages, and what lock files say.</summary>
/// <param name="Runtime">Name of the runtime, as AWS and the version files have it.</param>
/// <param name="Table">System packages of its packages.</param>
/// <param name="Locked">What production needs by the lock file.</param>
/// <param name="Installs">Whether a command installs packages of the project.</param>
internal sealed record Ecosystem(
    string Runtime, SystemPackageTable Table, Func<ProjectDirectory, AuditTarget, LockedPackages> Locked, Func<StageCommand, bool> Installs)
{
    public static IReadOnlyList<Ecosystem> All { get; } =
    [
        new("ruby", GemTable.Table, LockedPackages.Ruby, command => command.Name == "bundle" && command.Command.Verb == "install"),
        new("python", PythonPackageTable.Table, LockedPackages.Python, InstallsPython),
        new("nodejs", NodePackageTable.Table, LockedPackages.Node, InstallsNode),
        new("php", PhpExtensionTable.Table, LockedPackages.Php,
            command => command.Name is "docker-php-ext-install" or "pecl" || (command.Name == "composer" && command.Command.Verb == "install")),
    ];

    private static bool InstallsPython(StageCommand command) => Rules.PipCacheLeft.IsInstall(command)
        || (command.Name is "poetry" or "pdm" or "pipenv" && command.Command.Verb is "install" or "sync")
        || (command.Name == "uv" && command.Command.Verb is "sync" or "pip");

    private static bool InstallsNode(StageCommand command) =>
        (command.Name is "npm" or "pnpm" or "bun" && command.Command.Verb is "ci" or "install" or "i" && !command.Command.Has("-g", "--global"))
        || (command.Name == "yarn" && command.Command.Verb is null or "install");
}
