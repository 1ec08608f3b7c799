using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Versions;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Commands of Bun as a package manager; npx fetches it where the image has none.</summary>
internal static class BunPackages
{
    public static NodePackages Of(ProjectDirectory project, IReadOnlyList<string> files, bool isThere = false)
    {
        var version = AskedVersions.Bun(project) is { } asked ? VersionRange.Exact(asked.Constraint) ?? "1" : "1";
        var bun = isThere ? "bun" : $"npx --yes bun@{version}";
        var lockFile = project.FirstOf("bun.lock", "bun.lockb");
        var install = lockFile is null ? "install" : "install --frozen-lockfile";
        const string store = $"--cache-dir={NodePackages.Cache}/bun";
        return new NodePackages("Bun", lockFile is null ? files : [.. files, lockFile], lockFile)
        {
            Install = $"{bun} {install} {store}",
            InstallProduction = $"{bun} {install} --production {store}",
            Prune = $"rm -rf node_modules && {bun} {install} --production {store}",
            Build = $"{bun} run build",
            Exec = isThere ? "bunx " : $"{bun} x ",
            OnHost = [Run(install)],
            ForPlatform = platform => [Run($"{install} --production --ignore-scripts --os={NodePlatform.Os} --cpu={platform.Cpu}")],
        };

        HostCommand Run(string arguments) => NpmPackages.Npm($"exec --yes -- bun@{version}", arguments);
    }
}
