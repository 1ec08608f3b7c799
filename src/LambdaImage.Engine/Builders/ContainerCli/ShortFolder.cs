using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>A folder for the temporary files of a CLI, with a short path: among them are sockets, whose paths end after 108
/// characters. <see href="https://man7.org/linux/man-pages/man7/unix.7.html"/></summary>
/// <remarks>What processes that were killed left behind, which may be gigabytes, is removed when a new one is made.</remarks>
internal sealed class ShortFolder : IDisposable
{
    private const string Prefix = "limg-";

    /// <summary>Longer than any build.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromDays(1);

    public ShortFolder()
    {
        var folder = Directory.CreateTempSubdirectory(Prefix);
        Path = folder.FullName;
        RemoveAbandoned(folder.Parent!, FileIdentity.OwnerOf(Path));
    }

    public string Path { get; }

    // A CLI that was ended may still be about to let go of it.
    public void Dispose() => CacheFile.RemoveFolder(Path);

    /// <summary>Only this user's: of a stranger's folder one could not say what becomes of its links meanwhile. On Windows the temporary folder is the
    /// user's own.</summary>
    private static void RemoveAbandoned(DirectoryInfo temporary, uint? user)
    {
        if (user is null && !OperatingSystem.IsWindows()) return;
        try
        {
            foreach (var old in temporary.EnumerateDirectories(Prefix + "*").Where(old => DateTime.UtcNow - old.LastWriteTimeUtc > Abandoned))
            {
                if (FileStatus.Of(old.FullName).Kind == EntryKind.Directory && FileIdentity.OwnerOf(old.FullName) == user) CacheFile.RemoveFolder(old.FullName);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Another process removes the same; what is left goes next time.
        }
    }
}
