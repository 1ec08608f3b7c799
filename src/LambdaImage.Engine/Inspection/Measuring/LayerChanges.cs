using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection.Measuring;

/// <summary>What a layer did to the files below it. Folders do not count, and each name of a file is one.</summary>
/// <param name="Added">Files that were not there.</param>
/// <param name="Changed">Files that it has in the place of others.</param>
/// <param name="Removed">Files that were there, and are not any more.</param>
internal sealed record LayerChanges(LayerChange Added, LayerChange Changed, LayerChange Removed)
{
    /// <summary>Those of each layer, lowest first. Nothing is kept of a layer but its biggest files.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="top">How many of the biggest are told.</param>
    public static IEnumerable<LayerChanges> Of(IReadOnlyList<LayerInventory> layers, int top)
    {
        var hidden = new Dictionary<string, FileNode>(StringComparer.Ordinal);
        var tree = new FileTree
        {
            OnReplaced = (gone, _, layer) =>
            {
                foreach (var node in gone.Walk().Where(node => node.Kind != EntryKind.Directory && node.Layer < layer)) hidden[node.Path] = node;
            },
        };
        for (var number = 0; number < layers.Count; number++)
        {
            hidden.Clear();
            foreach (var listed in layers[number].Entries) tree.Apply(listed.In(number), number);
            var (added, changed, removed) = (new Tally(top), new Tally(top), new Tally(top));
            // What a layer says twice, or takes away again, counts as it ends.
            var seen = new HashSet<FileNode>();
            foreach (var listed in layers[number].Entries.Where(listed => listed.Entry.Kind is not (EntryKind.Whiteout or EntryKind.OpaqueWhiteout)))
            {
                if (tree.Find(listed.Entry.Path, followLast: false) is not { Kind: not EntryKind.Directory } node || node.Layer != number || !seen.Add(node)) continue;
                (hidden.Remove(node.Path) ? changed : added).Add(node);
            }

            foreach (var node in hidden.Values) removed.Add(node);
            yield return new LayerChanges(added.Sum(), changed.Sum(), removed.Sum());
        }
    }

    private sealed class Tally(int top)
    {
        /// <summary>The smallest first, and of those of one size the last.</summary>
        private readonly PriorityQueue<MeasuredFile, MeasuredFile> _biggest = new(Comparer<MeasuredFile>.Create((one, other) =>
            one.Size != other.Size ? one.Size.CompareTo(other.Size) : string.CompareOrdinal(other.Path, one.Path)));

        private int _files;
        private long _size;

        public void Add(FileNode node)
        {
            var file = new MeasuredFile("/" + node.Path, (node.Entry.Content as ListedContent)?.Length ?? 0, node.Layer + 1);
            _files++;
            _size += file.Size;
            _biggest.Enqueue(file, file);
            if (_biggest.Count > top) _biggest.Dequeue();
        }

        public LayerChange Sum()
        {
            var biggest = new MeasuredFile[_biggest.Count];
            for (var at = biggest.Length - 1; at >= 0; at--) biggest[at] = _biggest.Dequeue();
            return new LayerChange(_files, _size, biggest);
        }
    }
}
