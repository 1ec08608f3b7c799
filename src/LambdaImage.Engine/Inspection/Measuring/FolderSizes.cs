using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection.Measuring;

/// <summary>Weighs the folders of an image as <c>du</c> does: a file with several names counts where it comes first.</summary>
internal sealed class FolderSizes
{
    private readonly HashSet<ListedContent> _counted = [];
    private readonly List<MeasuredFolder> _folders = [];

    private FolderSizes(FileNode root) => (Size, _) = Weigh(root);

    /// <summary>Bytes of all files.</summary>
    public long Size { get; }

    /// <summary>The folders, biggest first, without those that owe more than half of their size to one folder in them.</summary>
    public IEnumerable<MeasuredFolder> Biggest => _folders.OrderByDescending(folder => folder.Size).ThenBy(folder => folder.Path, StringComparer.Ordinal);

    public static FolderSizes Of(FileTree files) => new(files.Root);

    private (long Size, int Files) Weigh(FileNode folder)
    {
        var (size, files, largest) = (0L, 0, 0L);
        foreach (var child in folder.Children)
        {
            if (child.Kind == EntryKind.Directory)
            {
                var below = Weigh(child);
                (size, files, largest) = (size + below.Size, files + below.Files, Math.Max(largest, below.Size));
            }
            else if (child.Entry.Content is ListedContent content)
            {
                files++;
                if (_counted.Add(content)) size += content.Length;
            }
        }

        if (folder.Parent is not null && size > 0 && largest * 2 <= size) _folders.Add(new MeasuredFolder("/" + folder.Path, size, files));
        return (size, files);
    }
}
