namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Collects the entries of one layer and puts them into the form Lambda wants: sorted, each path once, every
/// parent folder present.</summary>
internal sealed class LayerEntries
{
    private readonly SortedDictionary<string, LayerEntry> _entries = new(StringComparer.Ordinal);

    /// <summary>Adds an entry. A later one with the same path replaces an earlier one.</summary>
    public void Add(LayerEntry entry) => _entries[entry.Path] = entry;

    /// <summary>All entries so far, in ordinal order of their paths.</summary>
    public IReadOnlyCollection<LayerEntry> All => _entries.Values;

    /// <summary>All entries, parents first.</summary>
    /// <param name="parent">Gives the attributes of a folder that has no entry of its own.</param>
    /// <returns>Entries in ordinal order of their paths.</returns>
    public IReadOnlyList<LayerEntry> Complete(Func<string, LayerEntry> parent)
    {
        foreach (var path in _entries.Keys.ToArray())
        {
            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                if (!_entries.TryAdd(path[..slash], parent(path[..slash]))) break;
            }
        }

        return [.. _entries.Values];
    }
}
