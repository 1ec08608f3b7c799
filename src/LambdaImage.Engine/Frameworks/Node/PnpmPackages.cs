using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Commands of pnpm, which npx fetches in the version that the project pins: Corepack is not part of Node.js any more.</summary>
internal static class PnpmPackages
{
    // Hoisted: links between packages do not survive being copied from one image to another.
    private const string Hoisted = "--config.node-linker=hoisted";
    private const string Store = $"--store-dir={NodePackages.Cache}/pnpm-store";

    public static NodePackages Of(ProjectDirectory project, PackageJson manifest, IReadOnlyList<string> files)
    {
        var version = Version(project, manifest);
        var pnpm = $"npx --yes pnpm@{version}";
        var lockFile = project.Exists("pnpm-lock.yaml") ? "pnpm-lock.yaml" : null;
        var install = $"install{(lockFile is null ? "" : " --frozen-lockfile")} {Hoisted}";
        return new NodePackages("pnpm", files, lockFile)
        {
            Install = $"{pnpm} {install} {Store}",
            InstallProduction = $"{pnpm} {install} --prod {Store}",
            Prune = $"CI=true {pnpm} prune --prod {Hoisted} --config.ignore-scripts=true",
            Build = $"{pnpm} run build",
            Exec = $"{pnpm} exec ",
            OnHost = [Run(version, install)],
            ForPlatform = platform =>
            [
                // The option --cpu is younger than many a pinned version; the setting is not.
                NpmPackages.Npm("pkg set", $"pnpm.supportedArchitectures.os[0]={NodePlatform.Os} pnpm.supportedArchitectures.cpu[0]={platform.Cpu} pnpm.supportedArchitectures.libc[0]={platform.Libc}"),
                Run(version, $"{install} --prod --ignore-scripts") with { Environment = new Dictionary<string, string> { ["CI"] = "true" } },
            ],
        };
    }

    /// <summary>What package.json says; else the oldest that reads the lock file and the settings: later ones do not run the scripts of packages
    /// that need them unless they are told to.</summary>
    public static string Version(ProjectDirectory project, PackageJson manifest)
    {
        if (AskedVersions.NodePackager(project, "pnpm") is { } asked && VersionRange.Exact(asked.Constraint) is { } exact) return exact;
        if (manifest.PackageManager is { } pinned && pinned.StartsWith("pnpm@", StringComparison.Ordinal)) return pinned["pnpm@".Length..].Split('+')[0];
        if (PnpmWorkspace.Read(project) is { } workspace && (workspace.HasSettings || workspace.Packages.Count == 0)) return "10";
        var format = project.Lines("pnpm-lock.yaml").FirstOrDefault(line => line.Text?.StartsWith("lockfileVersion:", StringComparison.Ordinal) == true).Text ?? "";
        return format.Contains("6.", StringComparison.Ordinal) ? "8" : "9";
    }

    private static HostCommand Run(string version, string arguments) => NpmPackages.Npm($"exec --yes -- pnpm@{version}", arguments);
}
