using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>How a project installs its packages: the tool comes from packageManager or from the lock file.</summary>
/// <param name="Tool">Name for people.</param>
/// <param name="Files">Manifest, lock file and settings, which decide what is installed.</param>
/// <param name="Install">Installs everything.</param>
/// <param name="InstallProduction">Installs what production needs.</param>
/// <param name="Prune">Removes what only the build needed.</param>
/// <param name="Build">Runs the build script.</param>
internal sealed record NodePackages(string Tool, IReadOnlyList<string> Files, string Install, string InstallProduction, string Prune, string Build)
{
    /// <summary>Folders and files no Node.js image needs from the developer's disk.</summary>
    public static readonly string[] Ignored = ["node_modules", "npm-debug.log*", "coverage", "test", "tests", "__tests__"];

    public static NodePackages Of(ProjectDirectory project, PackageJson manifest)
    {
        var tool = manifest.PackageManager?.Split('@')[0] ?? "";
        string[] shared = [PackageJson.File, .. new[] { ".npmrc" }.Where(project.Exists)];
        if (tool == "pnpm" || (tool.Length == 0 && project.Exists("pnpm-lock.yaml")))
            return Pnpm(project, manifest, shared);
        if (tool == "yarn" || (tool.Length == 0 && project.Exists("yarn.lock"))) return Yarn(project, manifest, shared);
        var lockFile = project.FirstOf("package-lock.json", "npm-shrinkwrap.json");
        var install = lockFile is null ? "npm install" : "npm ci";
        return new NodePackages("npm", lockFile is null ? shared : [.. shared, lockFile],
            install, $"{install} --omit=dev", "npm prune --omit=dev", "npm run build");
    }

    /// <summary>Warnings about how reproducible the installation is.</summary>
    public IEnumerable<string> Warnings(PackageJson manifest)
    {
        if (manifest.Dependencies.Count > 0 && !Files.Any(file => file.Contains("lock", StringComparison.Ordinal) || file.Contains("shrinkwrap", StringComparison.Ordinal)))
            yield return "There is no lock file, so each build may install other versions; commit package-lock.json.";
    }

    /// <summary>Installs production packages into the final stage.</summary>
    public void WriteInstall(StageBuilder stage) => stage
        .Comment($"Packages first: this layer is reused until {string.Join(" or ", Files)} changes.")
        .Copy(Files, "./")
        .Run(InstallProduction);

    // The base image has npm alone: npx fetches the other tools in the version that the project pins.
    private static NodePackages Pnpm(ProjectDirectory project, PackageJson manifest, string[] shared)
    {
        var pnpm = $"npx --yes {Pinned(manifest, "pnpm", "pnpm@9")}";
        // Hoisted: links between packages do not survive being copied from one image to another.
        var install = $"{pnpm} install{(project.Exists("pnpm-lock.yaml") ? " --frozen-lockfile" : "")} --config.node-linker=hoisted";
        return new NodePackages("pnpm", [.. shared, .. new[] { "pnpm-lock.yaml", "pnpm-workspace.yaml" }.Where(project.Exists)],
            install, $"{install} --prod", $"CI=true {pnpm} prune --prod --config.node-linker=hoisted", $"{pnpm} run build");
    }

    private static NodePackages Yarn(ProjectDirectory project, PackageJson manifest, string[] shared)
    {
        var lockFile = new[] { "yarn.lock" }.Where(project.Exists);
        if (project.Exists(".yarnrc.yml"))
        {
            var berry = $"npx --yes {Pinned(manifest, "yarn", "@yarnpkg/cli-dist@4").Replace("yarn@", "@yarnpkg/cli-dist@", StringComparison.Ordinal)}";
            var focus = $"YARN_NODE_LINKER=node-modules {berry} workspaces focus --all --production";
            return new NodePackages("Yarn", [.. shared, .. lockFile, ".yarnrc.yml"],
                $"YARN_NODE_LINKER=node-modules {berry} install --immutable", focus, focus, $"{berry} run build");
        }

        var yarn = $"npx --yes {Pinned(manifest, "yarn", "yarn@1")}";
        var install = $"{yarn} install --frozen-lockfile";
        return new NodePackages("Yarn", [.. shared, .. lockFile], install, $"{install} --production", $"{install} --production", $"{yarn} run build");
    }

    /// <summary>The tool with its version, without the hash that Corepack adds behind a plus sign.</summary>
    private static string Pinned(PackageJson manifest, string tool, string otherwise) =>
        manifest.PackageManager is { } pinned && pinned.StartsWith(tool + "@", StringComparison.Ordinal) ? pinned.Split('+')[0] : otherwise;
}
