using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Context;

/// <summary>The files of a folder that a build may use: ignored ones are not there, links are kept as links, folders
/// are read when asked for.</summary>
internal sealed class BuildContext
{
    private static readonly EnumerationOptions Everything =
        new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    private readonly string _root;
    private readonly DockerIgnore _ignore;
    private readonly CancellationToken _cancel;

    /// <param name="root">Absolute path of the folder.</param>
    /// <param name="ignore">What is left out.</param>
    /// <param name="cancel">Stops reading folders, of which there may be many.</param>
    /// <exception cref="LambdaImageException">There is no such folder.</exception>
    public BuildContext(string root, DockerIgnore ignore, CancellationToken cancel)
    {
        if (!Directory.Exists(root)) throw DockerfileErrors.ContextNotFound(root);
        (_root, _ignore, _cancel) = (root, ignore, cancel);
        Tree = new FileTree(Load);
    }

    public FileTree Tree { get; }

    /// <summary>Why nothing is found at a path, as far as that can be told.</summary>
    /// <param name="path">Path relative to the context.</param>
    /// <returns>Whole sentences.</returns>
    public IReadOnlyList<string> Explain(string path)
    {
        path = string.Join('/', path.Split('/').Where(part => part is not ("" or ".")));
        if (path.Split('/').Contains(".."))
            return ["A path cannot leave the build context: .. at its start is dropped."];
        var full = Path.Combine(_root, path);
        if ((File.Exists(full) || Directory.Exists(full)) && _ignore.Decider(path) is { } decider)
        {
            var file = Path.GetFileName(_ignore.Path) ?? ".dockerignore";
            return [$"It exists, but '{decider.Text}' in line {decider.Line} of {file} excludes it."];
        }

        var slash = path.LastIndexOf('/');
        var folder = Tree.Find(slash < 0 ? "" : path[..slash]);
        if (folder is null) return [$"There is no folder '{path[..slash]}' either."];
        var nearest = DockerfileReaderSpelling.Nearest(
            path[(slash + 1)..], folder.Children.Select(child => child.Name));
        return nearest is null ? [] : [$"Did you mean '{path[..(slash + 1)]}{nearest}'?"];
    }

    private void Load(FileNode folder)
    {
        foreach (var found in Enumerate(Path.Combine(_root, folder.Path)))
        {
            _cancel.ThrowIfCancellationRequested();
            var path = folder.Path.Length == 0 ? found.Name : $"{folder.Path}/{found.Name}";
            var isFolder = found is DirectoryInfo && LinkTargetOf(found) is null;
            var isExcluded = _ignore.Excludes(path);
            if (isExcluded && !(isFolder && _ignore.MayReincludeBelow(path))) continue;
            var node = new FileNode(folder, found.Name, EntryOf(found, path), isFolder ? Load : null);
            // A folder that is left out is there only for what is taken in again below it.
            if (isExcluded && !node.Children.Any()) continue;
            folder.Put(node);
        }
    }

    private static FileSystemInfo[] Enumerate(string folder)
    {
        try
        {
            return [.. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Everything)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DockerfileErrors.ContextFileUnreadable(folder, problem);
        }
    }

    /// <summary>Where a link leads; null when it is none. What was enumerated knows whether it may be one.</summary>
    private static string? LinkTargetOf(FileSystemInfo found)
    {
        if (!found.Attributes.HasFlag(FileAttributes.ReparsePoint)) return null;
        return OperatingSystem.IsWindows() ? found.LinkTarget?.Replace('\\', '/') : found.LinkTarget;
    }

    private static LayerEntry EntryOf(FileSystemInfo found, string path)
    {
        if (LinkTargetOf(found) is { } target)
        {
            return new LayerEntry(path, EntryKind.SymbolicLink) { LinkTarget = target };
        }

        if (found is not FileInfo file) return LayerEntry.Directory(path);
        // What is empty is never opened: it could be a pipe, which has length zero and blocks its reader.
        return new LayerEntry(path, EntryKind.File)
        {
            Mode = ExecutableBit.Of(file) ? LayerEntry.Executable : LayerEntry.PlainFile,
            Content = file.Length == 0 ? new InlineContent(default) : new DiskContent(file.FullName, FileStamp.Of(file)),
        };
    }
}
