using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>How a project installs its packages: the tool comes from packageManager or from the lock file.</summary>
/// <param name="Tool">Name for people.</param>
/// <param name="Files">Manifest, lock file and settings, which decide what is installed.</param>
/// <param name="LockFile">The lock file; null when there is none.</param>
internal sealed partial record NodePackages(string Tool, IReadOnlyList<string> Files, string? LockFile)
{
    /// <summary>Where every tool is told to keep its downloads, so that one cache serves them all.</summary>
    public const string Cache = "/root/.npm";

    /// <summary>Folders and files no Node.js image needs from the developer's disk.</summary>
    public static readonly string[] Ignored =
    [
        "**/node_modules", "**/npm-debug.log*", "**/yarn-debug.log*", "**/yarn-error.log*", "**/.pnpm-debug.log*", "**/coverage", "**/.nyc_output", "**/.eslintcache", "**/*.tsbuildinfo",
        "test", "tests", "__tests__", ".pnp.*", ".yarn/cache", ".yarn/unplugged", ".yarn/install-state.gz", ".turbo", ".nx", ".husky", "cdk.out", ".aws-sam", ".serverless", ".vercel", ".netlify",
    ];

    private static readonly string[] LockFiles = ["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "bun.lockb"];

    /// <summary>Installs everything.</summary>
    public required string Install { get; init; }

    /// <summary>Installs what production needs.</summary>
    public required string InstallProduction { get; init; }

    /// <summary>Removes what only the build needed.</summary>
    public required string Prune { get; init; }

    /// <summary>Runs the build script.</summary>
    public required string Build { get; init; }

    /// <summary>Runs a program of the packages, with a space at the end.</summary>
    public required string Exec { get; init; }

    /// <summary>Commands that install on the host what production needs on another system; null: the tool cannot.</summary>
    public Func<NodePlatform, IReadOnlyList<HostCommand>>? ForPlatform { get; init; }

    /// <summary>Commands that install everything on the host, to build there.</summary>
    public IReadOnlyList<HostCommand> OnHost { get; init; } = [];

    /// <summary>Why the sources have to be there before the installation; null when they need not.</summary>
    public string? NeedsSources { get; init; }

    /// <summary>Scripts of the project that run when it is installed.</summary>
    public NodeHooks Hooks { get; init; } = new([], []);

    /// <summary>Lock files of other tools, while nothing names the one to use.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Packages that are fetched with Git.</summary>
    public IReadOnlyList<Dependency> FromGit { get; init; } = [];

    public static NodePackages Of(ProjectDirectory project, PackageJson manifest)
    {
        var hooks = NodeHooks.Of(manifest);
        IReadOnlyList<Dependency> all = [.. manifest.Dependencies, .. manifest.OptionalDependencies, .. manifest.DevDependencies];
        var local = all.FirstOrDefault(package => Local().IsMatch(package.Constraint));
        var chosen = Choose(project, manifest);
        return chosen with
        {
            Hooks = hooks,
            Others = manifest.PackageManager is null ? [.. LockFiles.Where(file => project.Exists(file) && !chosen.Owns(file))] : [],
            NeedsSources = manifest.HasWorkspaces || PnpmWorkspace.Read(project) is { Packages.Count: > 0 } ? "the workspaces"
                : local is not null ? $"the folder of {local.Name}"
                : hooks.Needed.Count > 0 ? $"what the script {hooks.Needed[0]} uses"
                : manifest.HasPatches || project.HasFolder(".yarn/patches") || project.HasFolder("patches") ? "the patches of packages"
                : project.HasFolder(".yarn/releases") || project.HasFolder(".yarn/plugins") ? "the files of .yarn"
                : null,
            FromGit = [.. all.Where(package => Git().IsMatch(package.Constraint))],
        };
    }

    /// <summary>Whether a lock file is of the tool that installs; npm's two, and Bun's two, are one and the same.</summary>
    private bool Owns(string lockFile) => Tool switch
    {
        "npm" => lockFile is "package-lock.json" or "npm-shrinkwrap.json",
        "Bun" => lockFile is "bun.lock" or "bun.lockb",
        _ => lockFile == LockFile,
    };

    /// <summary>Shell command that takes away the install scripts an image has no use for; null when there are none.</summary>
    public string? DropHooks => Hooks.Needless.Count == 0 ? null : $"npm pkg delete {string.Join(' ', Hooks.Needless.Select(name => $"scripts.{name}"))}";

    /// <summary>Warnings about how reproducible the installation is, and what of it would end up in the image.</summary>
    public IEnumerable<string> Warnings(PackageJson manifest)
    {
        if (manifest.HasPackages && LockFile is null)
            yield return $"There is no lock file, so each build may install other versions; commit {(Tool == "npm" ? "package-lock.json" : "it")}. If it is in the root of a workspace, use that root as the project.";
        if (Others is [var other, ..])
            yield return $"There are lock files of several tools; {Tool} installs, and {other} is not looked at. Remove what is out of date, or name the tool in packageManager of package.json.";
    }

    private static NodePackages Choose(ProjectDirectory project, PackageJson manifest)
    {
        var tool = manifest.PackageManager?.Split('@')[0] ?? "";
        // A literal secret stays outside; the settings beside it have to come from the user's own file then.
        var secrets = NpmRc.Secrets(project).Select(secret => secret.File).ToHashSet(StringComparer.Ordinal);
        string[] shared = [PackageJson.File, .. Present(NpmRc.File)];
        if (tool == "bun" || (tool.Length == 0 && project.FirstOf("bun.lock", "bun.lockb") is not null && project.FirstOf("package-lock.json", "pnpm-lock.yaml", "yarn.lock") is null))
            return BunPackages.Of(project, [.. shared, .. Present("bunfig.toml")]);
        if (tool == "pnpm" || (tool.Length == 0 && project.Exists("pnpm-lock.yaml"))) return PnpmPackages.Of(project, manifest, [.. shared, .. Present("pnpm-lock.yaml", PnpmWorkspace.File)]);
        if (tool == "yarn" || (tool.Length == 0 && project.Exists("yarn.lock"))) return YarnPackages.Of(project, manifest, [.. shared, .. Present("yarn.lock", ".yarnrc", ".yarnrc.yml")]);
        return NpmPackages.Of(project, shared);

        IEnumerable<string> Present(params string[] files) => files.Where(file => project.Exists(file) && !secrets.Contains(file));
    }

    [GeneratedRegex("^(file|link|workspace|portal|patch):", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Local();

    [GeneratedRegex(
        @"^(git[+:@]|github:|gitlab:|bitbucket:|[\w-]+/[\w.-]+(#|$))|\.git(#|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Git();
}
