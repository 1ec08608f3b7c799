using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Finds and reads the files with a user's own instructions.</summary>
internal static class HookFiles
{
    /// <summary>Folder of hooks that nobody has to name.</summary>
    public const string Folder = ".lambda-image/hooks";

    private static readonly (string Key, string File, string Decides)[] Points =
    [
        ("beforeBuild", "before-build", "instructions before dependencies are installed"),
        ("afterBuild", "after-build", "instructions at the end of the build stage"),
        ("beforeDeployment", "before-deployment", "instructions before the code comes in"),
        ("afterDeployment", "after-deployment", "instructions at the end of the image"),
    ];

    /// <summary>The four points with what is named for each.</summary>
    public static IEnumerable<(string Key, string? Path)> Named(HookOptions hooks) =>
        Points.Select(point => point.Key).Zip([hooks.BeforeBuild, hooks.AfterBuild, hooks.BeforeDeployment, hooks.AfterDeployment]);

    /// <summary>The hooks that apply: those named, else those that lie in their folder. An empty name takes none.</summary>
    public static HookOptions Find(ProjectDirectory project, HookOptions named)
    {
        string?[] found = [.. Named(named).Zip(Points, (hook, point) =>
            hook.Path is { } path ? (path.Length == 0 ? null : path) : project.FirstOf($"{Folder}/{point.File}.dockerfile"))];
        return new HookOptions { BeforeBuild = found[0], AfterBuild = found[1], BeforeDeployment = found[2], AfterDeployment = found[3] };
    }

    /// <summary>What follows from hooks that were found without being named.</summary>
    public static IEnumerable<Evidence> Evidence(HookOptions found, HookOptions named) => Named(found).Zip(Named(named), Points)
        .Where(point => point.First.Path is not null && point.Second.Path is null)
        .Select(point => new Evidence(point.First.Path!, null, "is there", point.Third.Decides));

    /// <summary>Reads the hooks that are named.</summary>
    /// <exception cref="LambdaImageException">A file is not there, or holds something else than instructions.</exception>
    public static HookInstructions Read(ProjectDirectory project, HookOptions hooks) => new()
    {
        BeforeBuild = Read(project, hooks.BeforeBuild),
        AfterBuild = Read(project, hooks.AfterBuild),
        BeforeDeployment = Read(project, hooks.BeforeDeployment),
        AfterDeployment = Read(project, hooks.AfterDeployment),
    };

    private static IReadOnlyList<Instruction> Read(ProjectDirectory project, string? hook)
    {
        if (string.IsNullOrEmpty(hook)) return [];
        // Several services may share a hook that lies outside of each.
        var path = Path.GetFullPath(hook, project.Path);
        if (!File.Exists(path)) throw DockerfileErrors.HookNotFound(path);
        try
        {
            return HookReader.Read(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProjectErrors.FileUnreadable(path, error);
        }
    }
}
