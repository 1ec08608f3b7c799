using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Context;

/// <summary>Copies files of a build context into a folder, with the modes that they have in an image.</summary>
internal static class ContextCopy
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Writes the files, and the folders that they are in.</summary>
    /// <param name="nodes">Files, links and folders; a folder stands for itself only.</param>
    /// <param name="target">Absolute path of the folder to fill.</param>
    /// <param name="isLinked">Which files stay as they are and get a second name only (a hard link), where the file system has them: nobody may write to
    /// those. Null: none.</param>
    /// <param name="cancel">Stops copying.</param>
    /// <exception cref="LambdaImageException">A file cannot be read, or the folder cannot be written to.</exception>
    public static async Task WriteAsync(IEnumerable<FileNode> nodes, string target, Func<FileNode, bool>? isLinked, CancellationToken cancel)
    {
        try
        {
            MakeFolder(target);
            foreach (var node in nodes)
            {
                cancel.ThrowIfCancellationRequested();
                var path = Path.Combine(target, node.Path.Replace('/', Path.DirectorySeparatorChar));
                if (node.Entry.Kind == EntryKind.Directory) MakeFolder(path);
                else if (node.Entry.Kind != EntryKind.Special) await WriteAsync(node, path, isLinked?.Invoke(node) == true, cancel);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.CacheNotWritable(target, problem);
        }
    }

    private static async Task WriteAsync(FileNode node, string path, bool isLinked, CancellationToken cancel)
    {
        MakeFolder(Path.GetDirectoryName(path)!);
        var entry = node.Entry;
        if (isLinked && entry.Content is DiskContent known && CacheFile.TryLink(known.Path, path)) return;
        if (entry.Kind == EntryKind.SymbolicLink)
        {
            File.CreateSymbolicLink(path, entry.LinkTarget!);
            return;
        }

        await using (var source = Open(node))
        await using (var copy = File.Create(path))
        {
            await source.CopyToAsync(copy, cancel);
        }

        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)entry.Mode);
        // Builders take a file with another time for another file.
        if (entry.Content is DiskContent file) File.SetLastWriteTimeUtc(path, new DateTime(file.Stamp.ModifiedAt, DateTimeKind.Utc));
    }

    private static Stream Open(FileNode node)
    {
        try
        {
            return node.Entry.Content!.Open();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DockerfileErrors.ContextFileUnreadable(node.Path, problem);
        }
    }

    private static void MakeFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (Path.GetDirectoryName(path) is { } parent && !Directory.Exists(parent)) MakeFolder(parent);
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, FolderMode);
    }
}
