using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Commands of Yarn, which npx fetches in the version that the project pins. Yarn 2 and later have other settings and commands than Yarn 1.</summary>
internal static class YarnPackages
{
    public static NodePackages Of(ProjectDirectory project, PackageJson manifest, IReadOnlyList<string> files)
    {
        var lockFile = project.Exists("yarn.lock") ? "yarn.lock" : null;
        return IsBerry(project, manifest) ? Berry(project, files, lockFile) : Classic(project, files, lockFile);
    }

    private static NodePackages Berry(ProjectDirectory project, IReadOnlyList<string> files, string? lockFile)
    {
        // Plug'n'Play's archives are nothing that Lambda's own loader understands.
        const string settings = $"YARN_NODE_LINKER=node-modules YARN_GLOBAL_FOLDER={NodePackages.Cache}/yarn YARN_ENABLE_GLOBAL_CACHE=true";
        var version = $"@yarnpkg/cli-dist@{Version(project) ?? "4"}";
        var yarn = $"npx --yes {version}";
        var install = lockFile is null ? "install" : "install --immutable";
        var environment = new Dictionary<string, string>
        {
            ["YARN_NODE_LINKER"] = "node-modules",
            ["YARN_ENABLE_GLOBAL_CACHE"] = "true",
        };
        var withoutScripts = new Dictionary<string, string>(environment) { ["YARN_ENABLE_SCRIPTS"] = "false" };
        return new NodePackages("Yarn", files, lockFile)
        {
            Install = $"{settings} {yarn} {install}",
            InstallProduction = $"{settings} {yarn} workspaces focus --all --production",
            Prune = $"{settings} {yarn} workspaces focus --all --production",
            Build = $"YARN_NODE_LINKER=node-modules {yarn} run build",
            Exec = $"YARN_NODE_LINKER=node-modules {yarn} exec ",
            OnHost = [Run(version, install) with { Environment = environment }],
            ForPlatform = platform =>
            [
                new HostCommand("npm",
                    ["exec", "--yes", "--", version, "config", "set", "--json", "supportedArchitectures", $$"""{"os":["linux"],"cpu":["{{platform.Cpu}}"],"libc":["{{platform.Libc}}"]}"""]),
                Run(version, "workspaces focus --all --production") with { Environment = withoutScripts },
            ],
        };
    }

    private static NodePackages Classic(ProjectDirectory project, IReadOnlyList<string> files, string? lockFile)
    {
        const string store = $"--cache-folder {NodePackages.Cache}/yarn";
        var version = $"yarn@{Version(project) ?? "1"}";
        var yarn = $"npx --yes {version}";
        var install = $"install{(lockFile is null ? "" : " --frozen-lockfile")} --non-interactive";
        return new NodePackages("Yarn", files, lockFile)
        {
            Install = $"{yarn} {install} {store}",
            InstallProduction = $"{yarn} {install} --production {store}",
            Prune = $"{yarn} {install} --production --ignore-scripts --prefer-offline {store}",
            Build = $"{yarn} run build",
            Exec = $"{yarn} -s run ",
            OnHost = [Run(version, install)],
            // Yarn 1 knows no other system than the one it runs on; whether that matters is for the caller to see.
            ForPlatform = _ => [Run(version, $"{install} --production --ignore-scripts")],
        };
    }

    private static bool IsBerry(ProjectDirectory project, PackageJson manifest) => project.Exists(".yarnrc.yml")
        || (manifest.PackageManager is { } pinned && pinned.StartsWith("yarn@", StringComparison.Ordinal) && !pinned.StartsWith("yarn@1", StringComparison.Ordinal))
        || project.ReadSource("yarn.lock")?.Contains("\n__metadata:", StringComparison.Ordinal) == true;

    private static string? Version(ProjectDirectory project) =>
        AskedVersions.NodePackager(project, "yarn") is { } asked ? VersionRange.Exact(asked.Constraint) ?? asked.Constraint.TrimStart('^', '~', '>', '=', ' ').Split('.', ' ')[0] : null;

    private static HostCommand Run(string version, string arguments) => NpmPackages.Npm($"exec --yes -- {version}", arguments);
}
