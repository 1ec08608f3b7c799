using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection.Comparing;

/// <summary>Compares two trees of files, name by name.</summary>
/// <param name="digests">Knows files on disk.</param>
/// <param name="isFolder">Whether the other tree is a folder on disk, whose owners and modes a build replaces: then only contents, links and what can be run are compared.</param>
/// <param name="includeEqual">Whether what is equal is told, too.</param>
internal sealed class FileComparison(FileDigests digests, bool isFolder, bool includeEqual)
{
    private readonly List<ImageFileDifference> _found = [];

    /// <param name="reference">Folder of the one.</param>
    /// <param name="difference">Folder of the other.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>By path. The two folders themselves are not told.</returns>
    public IReadOnlyList<ImageFileDifference> Compare(FileNode reference, FileNode difference, CancellationToken cancel)
    {
        CompareChildren(reference, difference, "/" + reference.Path, cancel);
        return _found;
    }

    private void CompareChildren(FileNode? reference, FileNode? difference, string folder, CancellationToken cancel)
    {
        var names = (reference?.Children ?? []).Concat(difference?.Children ?? []).Select(child => child.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            cancel.ThrowIfCancellationRequested();
            Compare(reference?.Child(name), difference?.Child(name), $"{folder.TrimEnd('/')}/{name}", cancel);
        }
    }

    private void Compare(FileNode? reference, FileNode? difference, string path, CancellationToken cancel)
    {
        string[] what = reference is null || difference is null ? [] : [.. Unlike(reference.Entry, difference.Entry, cancel)];
        var change = reference is null ? ImageChange.Added : difference is null ? ImageChange.Removed : what.Length > 0 ? ImageChange.Changed : ImageChange.Equal;
        if (change != ImageChange.Equal || includeEqual) _found.Add(new ImageFileDifference(path, change, what, SizeOf(reference), SizeOf(difference)));
        CompareChildren(FolderOf(reference), FolderOf(difference), path, cancel);
    }

    private IEnumerable<string> Unlike(LayerEntry reference, LayerEntry difference, CancellationToken cancel)
    {
        if (reference.Kind != difference.Kind)
        {
            yield return "type";
            yield break;
        }

        if (reference.Kind == EntryKind.File && !HasSameBytes(reference, difference, cancel)) yield return "content";
        if (reference.Kind == EntryKind.SymbolicLink && reference.LinkTarget != difference.LinkTarget) yield return "link";
        // The mode of a link is never asked for.
        if (reference.Kind != EntryKind.SymbolicLink && !HasSameMode(reference, difference)) yield return "mode";
        if (isFolder) yield break;
        if ((reference.UserId, reference.GroupId) != (difference.UserId, difference.GroupId)) yield return "owner";
        if (!HasSameAttributes(reference.ExtendedAttributes, difference.ExtendedAttributes)) yield return "attributes";
    }

    private bool HasSameBytes(LayerEntry reference, LayerEntry difference, CancellationToken cancel) =>
        reference.Content?.Length == difference.Content?.Length
        && (reference.Content is null || reference.Content.Identify(digests, cancel).AsSpan().SequenceEqual(difference.Content!.Identify(digests, cancel)));

    private bool HasSameMode(LayerEntry reference, LayerEntry difference) => isFolder
        ? reference.Kind != EntryKind.File || CanRun(reference) == CanRun(difference)
        : reference.Mode == difference.Mode;

    private static bool CanRun(LayerEntry entry) => (entry.Mode & LayerEntry.ExecutableBits) != 0;

    private static bool HasSameAttributes(IReadOnlyDictionary<string, byte[]>? reference, IReadOnlyDictionary<string, byte[]>? difference) =>
        (reference?.Count ?? 0) == (difference?.Count ?? 0)
        && (reference is null || reference.All(pair => difference?.GetValueOrDefault(pair.Key)?.AsSpan().SequenceEqual(pair.Value) == true));

    private static long? SizeOf(FileNode? node) => node is { Kind: EntryKind.File } ? node.Entry.Content?.Length ?? 0 : null;

    private static FileNode? FolderOf(FileNode? node) => node is { Kind: EntryKind.Directory } ? node : null;
}
