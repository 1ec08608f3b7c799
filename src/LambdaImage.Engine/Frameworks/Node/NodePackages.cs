using System.Text.RegularExpressions;
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
internal sealed partial record NodePackages(string Tool, IReadOnlyList<string> Files, string Install, string InstallProduction, string Prune, string Build)
{
    /// <summary>Folders and files no Node.js image needs from the developer's disk.</summary>
    public static readonly string[] Ignored =
        ["**/node_modules", "npm-debug.log*", "coverage", "test", "tests", "__tests__", ".pnp.*", ".yarn/unplugged", ".yarn/install-state.gz"];

    private static readonly string[] Hooks = ["preinstall", "install", "postinstall", "prepare"];

    /// <summary>Packages that are compiled on installation when nobody has compiled them before for this version.</summary>
    private static readonly HashSet<string> Compiled = new(StringComparer.Ordinal)
    {
        "bcrypt", "better-sqlite3", "canvas", "ibm_db", "kerberos", "libxmljs", "libxmljs2", "node-sass", "re2", "sqlite3", "zeromq",
    };

    /// <summary>Why the sources have to be there before the installation; null when they need not.</summary>
    public string? NeedsSources { get; init; }

    /// <summary>Whether the project runs scripts of its own when it is installed, perhaps with tools of development.</summary>
    public bool HasHook { get; init; }

    /// <summary>Packages of Amazon Linux that the installation needs.</summary>
    public IReadOnlyList<string> SystemPackages { get; init; } = [];

    /// <summary>Whether installing leaves things behind that a stage of its own keeps out of the image.</summary>
    public bool NeedsStage => NeedsSources is not null || SystemPackages.Count > 0 || Tool != "npm";

    public static NodePackages Of(ProjectDirectory project, PackageJson manifest)
    {
        var hook = Hooks.FirstOrDefault(name => manifest.Script(name) is not null);
        var local = manifest.Dependencies.FirstOrDefault(package => Local().IsMatch(package.Constraint));
        return Choose(project, manifest) with
        {
            HasHook = hook is not null,
            NeedsSources = manifest.HasWorkspaces || project.Exists("pnpm-workspace.yaml") ? "the workspaces"
                : local is not null ? $"the folder of {local.Name}"
                : hook is not null ? $"what the script {hook} uses"
                : manifest.HasPatches ? "the patches of packages"
                : project.HasFolder(".yarn") ? "the files of .yarn"
                : manifest.Find("@prisma/client") is not null ? "Prisma's schema"
                : null,
            SystemPackages =
            [
                .. manifest.Dependencies.Any(package => Compiled.Contains(package.Name)) ? new[] { "gcc-c++" } : [],
                .. manifest.Dependencies.Any(package => Git().IsMatch(package.Constraint)) ? new[] { "git" } : [],
                .. manifest.Dependencies.Any(package => Compiled.Contains(package.Name)) ? new[] { "make", "python3" } : [],
            ],
        };
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
        .Run($"{InstallProduction} --cache /tmp/npm", "rm -rf /tmp/npm");

    private static NodePackages Choose(ProjectDirectory project, PackageJson manifest)
    {
        var tool = manifest.PackageManager?.Split('@')[0] ?? "";
        string[] shared = [PackageJson.File, .. new[] { ".npmrc" }.Where(project.Exists)];
        if (tool == "pnpm" || (tool.Length == 0 && project.Exists("pnpm-lock.yaml")))
            return Pnpm(project, manifest, shared);
        if (tool == "yarn" || (tool.Length == 0 && project.Exists("yarn.lock"))) return Yarn(project, manifest, shared);
        var lockFile = project.FirstOf("package-lock.json", "npm-shrinkwrap.json");
        var install = lockFile is null ? "npm install" : "npm ci";
        return new NodePackages("npm", lockFile is null ? shared : [.. shared, lockFile],
            install, $"{install} --omit=dev", "npm prune --omit=dev --ignore-scripts", "npm run build");
    }

    // The base image has npm alone: npx fetches the other tools in the version that the project pins.
    private static NodePackages Pnpm(ProjectDirectory project, PackageJson manifest, string[] shared)
    {
        var pnpm = $"npx --yes {Pinned(manifest, "pnpm", "pnpm@9")}";
        // Hoisted: links between packages do not survive being copied from one image to another.
        var install = $"{pnpm} install{(project.Exists("pnpm-lock.yaml") ? " --frozen-lockfile" : "")} --config.node-linker=hoisted";
        return new NodePackages("pnpm", [.. shared, .. new[] { "pnpm-lock.yaml", "pnpm-workspace.yaml" }.Where(project.Exists)],
            install, $"{install} --prod", $"CI=true {pnpm} prune --prod --config.node-linker=hoisted --config.ignore-scripts=true", $"{pnpm} run build");
    }

    private static NodePackages Yarn(ProjectDirectory project, PackageJson manifest, string[] shared)
    {
        string[] files = [.. shared, .. new[] { "yarn.lock", ".yarnrc", ".yarnrc.yml" }.Where(project.Exists)];
        if (IsBerry(project, manifest))
        {
            var berry = $"npx --yes {Pinned(manifest, "yarn", "@yarnpkg/cli-dist@4").Replace("yarn@", "@yarnpkg/cli-dist@", StringComparison.Ordinal)}";
            var focus = $"YARN_NODE_LINKER=node-modules {berry} workspaces focus --all --production";
            var install = $"YARN_NODE_LINKER=node-modules {berry} install{(project.Exists("yarn.lock") ? " --immutable" : "")}";
            return new NodePackages("Yarn", files, install, focus, $"{focus} && rm -rf .yarn/cache", $"{berry} run build");
        }

        var yarn = $"npx --yes {Pinned(manifest, "yarn", "yarn@1")}";
        var classic = $"{yarn} install{(project.Exists("yarn.lock") ? " --frozen-lockfile" : "")}";
        return new NodePackages("Yarn", files, classic, $"{classic} --production", $"{classic} --production --ignore-scripts --prefer-offline", $"{yarn} run build");
    }

    /// <summary>Yarn 2 and later have other settings and commands than Yarn 1.</summary>
    private static bool IsBerry(ProjectDirectory project, PackageJson manifest) => project.Exists(".yarnrc.yml")
        || (manifest.PackageManager is { } pinned && pinned.StartsWith("yarn@", StringComparison.Ordinal) && !pinned.StartsWith("yarn@1", StringComparison.Ordinal))
        || project.ReadSource("yarn.lock")?.Contains("\n__metadata:", StringComparison.Ordinal) == true;

    /// <summary>The tool with its version, without the hash that Corepack adds behind a plus sign.</summary>
    private static string Pinned(PackageJson manifest, string tool, string otherwise) =>
        manifest.PackageManager is { } pinned && pinned.StartsWith(tool + "@", StringComparison.Ordinal) ? pinned.Split('+')[0] : otherwise;

    [GeneratedRegex("^(file|link|workspace|portal):", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Local();

    [GeneratedRegex(
        @"^(git[+:@]|github:|gitlab:|bitbucket:|[\w-]+/[\w.-]+(#|$))|\.git(#|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Git();
}
