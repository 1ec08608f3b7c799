using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Context;

/// <summary>Makes sure that Lambda's own user can read what a container CLI copies: CLIs take modes as they are, and a umask of 077 makes an image that
/// fails on Lambda only.</summary>
internal static class ReadableContext
{
    private const string Copies = "contexts";

    /// <summary>Replaces folders that hold something unreadable by others with the same files, of which the unreadable ones are copies with readable modes.</summary>
    /// <param name="request">What is to be built.</param>
    /// <param name="workFolder">Folder of this build, for the copies.</param>
    /// <param name="reporter">Told about copies.</param>
    /// <param name="cancel">Stops copying.</param>
    public static async Task<BuildRequest> EnsureAsync(BuildRequest request, string workFolder, IWorkReporter reporter, CancellationToken cancel)
    {
        var dockerfile = request.Dockerfile;
        if (OperatingSystem.IsWindows() || dockerfile.Project.Options.NormalizePermissions == false) return request;

        var ignore = dockerfile.IgnoreText is { } text ? DockerIgnore.Parse(text, dockerfile.IgnorePath) : DockerIgnore.Nothing;
        if (await CopyAsync(dockerfile.ContextPath, ignore, Path.Combine(workFolder, Copies, "context"), reporter, cancel) is { } copy)
        {
            // What is ignored has not been copied.
            request = request with { Dockerfile = dockerfile with { ContextPath = copy, IgnorePath = null, IgnoreText = null } };
        }

        var number = 0;
        var contexts = new Dictionary<string, string>(request.BuildContexts);
        foreach (var (name, folder) in request.BuildContexts)
        {
            if (Directory.Exists(folder) && await CopyAsync(folder, DockerIgnore.Nothing, Path.Combine(workFolder, Copies, $"{++number}"), reporter, cancel) is { } other)
                contexts[name] = other;
        }

        return request with { BuildContexts = contexts };
    }

    /// <summary>Removes the copies: everybody could read in them what only their author may, and links would keep the room of files that are deleted.</summary>
    /// <param name="workFolder">Folder of the build.</param>
    public static void Remove(string workFolder)
    {
        var copies = Path.Combine(workFolder, Copies);
        if (Directory.Exists(copies)) CacheFile.RemoveFolder(copies);
    }

    private static async Task<string?> CopyAsync(string folder, DockerIgnore ignore, string target, IWorkReporter reporter, CancellationToken cancel)
    {
        var context = new BuildContext(folder, ignore, cancel);
        if (All(context.Tree.Find("")!).FirstOrDefault(IsUnreadable) is not { } first) return null;

        reporter.Log(LogLevel.Verbose, $"Lambda's user could not read {first.Path} of {folder}: the image is built from a copy that everybody can read.");
        await ContextCopy.WriteAsync(All(context.Tree.Find("")!), target, node => !IsUnreadable(node), cancel);
        return target;
    }

    private static bool IsUnreadable(FileNode node)
    {
        const UnixFileMode anyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute;
        if (node.Entry.Kind == EntryKind.SymbolicLink || node.ModeOnDisk is not { } mode) return false;
        var isFolder = node.Entry.Kind == EntryKind.Directory;
        var isRun = isFolder || (mode & anyExecute) != UnixFileMode.None;
        return !mode.HasFlag(UnixFileMode.OtherRead) || (isRun && !mode.HasFlag(UnixFileMode.OtherExecute));
    }

    private static IEnumerable<FileNode> All(FileNode folder) => folder.Children.SelectMany(child => All(child).Prepend(child));
}
