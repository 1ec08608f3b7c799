using System.IO.Enumeration;
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
        var root = Path.Combine(_root, folder.Path);
        foreach (var name in Names(root))
        {
            _cancel.ThrowIfCancellationRequested();
            var path = folder.Path.Length == 0 ? name : $"{folder.Path}/{name}";
            var isExcluded = _ignore.Excludes(path);
            if (isExcluded && !_ignore.MayReincludeBelow(path)) continue;
            var full = Path.Combine(root, name);
            if (StatusOf(full, isExcluded) is not { } status || (isExcluded && status.Kind != EntryKind.Directory)) continue;
            var node = new FileNode(folder, name, EntryOf(full, path, status), status.Kind == EntryKind.Directory ? Load : null) { ModeOnDisk = status.Mode };
            // A folder that is left out is there only for what is taken in again below it.
            if (isExcluded && !node.Children.Any()) continue;
            folder.Put(node);
        }
    }

    private static string[] Names(string folder)
    {
        try
        {
            return [.. new FileSystemEnumerable<string>(folder, static (ref FileSystemEntry entry) => entry.FileName.ToString(), Everything)];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DockerfileErrors.ContextFileUnreadable(folder, problem);
        }
    }

    /// <summary>Null when it is there no longer.</summary>
    /// <exception cref="LambdaImageException">It cannot be asked, or its name is no UTF-8: .NET shows such bytes as U+FFFD, and finds no file by that.</exception>
    private static FileStatus? StatusOf(string path, bool isExcluded)
    {
        try
        {
            return FileStatus.Of(path);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return !isExcluded && Path.GetFileName(path).Contains('\uFFFD', StringComparison.Ordinal) ? throw DockerfileErrors.NameUnreadable(path) : null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw DockerfileErrors.ContextFileUnreadable(path, problem);
        }
    }

    private static LayerEntry EntryOf(string full, string path, FileStatus status) => status.Kind switch
    {
        EntryKind.Directory => LayerEntry.Directory(path),
        EntryKind.SymbolicLink => new LayerEntry(path, EntryKind.SymbolicLink) { LinkTarget = LinkTargetOf(full) },
        EntryKind.Special => new LayerEntry(path, EntryKind.Special),
        _ => new LayerEntry(path, EntryKind.File)
        {
            Mode = ExecutableBit.Of(full, status) ? LayerEntry.Executable : LayerEntry.PlainFile,
            // What is empty is never opened: it could be a pipe, which has length zero and blocks its reader.
            Content = status.Stamp.Length == 0 ? new InlineContent(default) : new DiskContent(full, status.Stamp),
        },
    };

    private static string LinkTargetOf(string path)
    {
        var target = new FileInfo(path).LinkTarget ?? "";
        return OperatingSystem.IsWindows() ? target.Replace('\\', '/') : target;
    }
}
