using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks.Node;

/// <summary>Commands of npm.</summary>
internal static class NpmPackages
{
    /// <summary>Neither asks for donations nor sends the list of packages to the registry: an image build reads neither answer.</summary>
    public const string Quiet = "--no-audit --no-fund";

    public static NodePackages Of(ProjectDirectory project, IReadOnlyList<string> files)
    {
        var lockFile = project.FirstOf("package-lock.json", "npm-shrinkwrap.json");
        var install = lockFile is null ? "npm install" : "npm ci";
        return new NodePackages("npm", lockFile is null ? files : [.. files, lockFile], lockFile)
        {
            Install = $"{install} {Quiet}",
            InstallProduction = $"{install} --omit=dev {Quiet}",
            Prune = $"npm prune --omit=dev --ignore-scripts {Quiet}",
            Build = "npm run build",
            Exec = "npx --no-install ",
            OnHost = [Npm(install, Quiet)],
            ForPlatform = platform =>
                [Npm(install, "--omit=dev --ignore-scripts", Quiet, $"--os={NodePlatform.Os} --cpu={platform.Cpu} --libc={platform.Libc}")],
        };
    }

    /// <summary>A command of npm on this machine.</summary>
    public static HostCommand Npm(params IEnumerable<string> words) =>
        new("npm", [.. words.SelectMany(word => word.Split(' ', StringSplitOptions.RemoveEmptyEntries)).SkipWhile(word => word == "npm")]);
}
