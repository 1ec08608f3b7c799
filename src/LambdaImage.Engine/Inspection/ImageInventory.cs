using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection;

/// <summary>All files of an image: those that a container sees, and those that higher layers took from its sight.</summary>
internal sealed class ImageInventory
{
    private ImageInventory(IImage image, IReadOnlyList<LayerInventory> layers, FileTree files, IReadOnlyList<LostFile> lost) =>
        (Image, Layers, Files, Lost) = (image, layers, files, lost);

    public IImage Image { get; }

    /// <summary>Its layers, lowest first.</summary>
    public IReadOnlyList<LayerInventory> Layers { get; }

    /// <summary>What a container sees. Files have a <see cref="ListedContent"/>, and several names of one file the same.</summary>
    public FileTree Files { get; }

    /// <summary>Files whose last name a layer took away, in no order.</summary>
    public IReadOnlyList<LostFile> Lost { get; }

    public static ImageInventory Of(IImage image, IReadOnlyList<LayerInventory> layers)
    {
        var names = new Dictionary<ListedContent, LostFile>();
        var tree = new FileTree
        {
            OnReplaced = (gone, instead, layer) =>
            {
                foreach (var node in gone.Walk())
                {
                    // Of a file with several names, the last one to go counts.
                    if (node.Entry.Content is ListedContent content) names[content] = new LostFile(node.Path, content, layer, node == gone ? instead?.Entry : null);
                }
            },
        };
        for (var number = 0; number < layers.Count; number++)
        {
            foreach (var listed in layers[number].Entries) tree.Apply(listed.In(number), number);
        }

        foreach (var node in tree.Root.Walk())
        {
            if (node.Entry.Content is ListedContent content) names.Remove(content);
        }

        return new ImageInventory(image, layers, tree, [.. names.Values.GroupBy(lost => lost.Layer).SelectMany(group => Completed(group, layers[group.Key]))]);
    }

    /// <summary>A layer that empties a folder and fills it anew has no entry in the place of another, but may have one of the same name.</summary>
    private static IEnumerable<LostFile> Completed(IGrouping<int, LostFile> lost, LayerInventory layer)
    {
        var entries = layer.Entries.Where(listed => listed.Entry.Kind is not (EntryKind.Whiteout or EntryKind.OpaqueWhiteout)).ToLookup(listed => listed.Entry.Path, StringComparer.Ordinal);
        return lost.Select(file => file with { Instead = file.Instead ?? entries[file.Path].LastOrDefault()?.In(lost.Key) });
    }
}

/// <summary>A file in a layer that no container sees.</summary>
/// <param name="Path">The last name it had, without a slash before it.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Layer">Number of the layer that took the name away.</param>
/// <param name="Instead">What that layer has in its place; null: nothing.</param>
internal sealed record LostFile(string Path, ListedContent Content, int Layer, LayerEntry? Instead);
