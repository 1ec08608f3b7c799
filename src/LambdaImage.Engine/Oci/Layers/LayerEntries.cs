namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Collects the entries of one layer and puts them into the form Lambda wants: sorted, each path once, every
/// parent folder present.</summary>
internal sealed class LayerEntries
{
    private readonly Dictionary<string, LayerEntry> _entries = new(StringComparer.Ordinal);
    private LayerEntry[]? _sorted;

    /// <summary>Adds an entry. A later one with the same path replaces an earlier one.</summary>
    public void Add(LayerEntry entry)
    {
        _entries[entry.Path] = entry;
        _sorted = null;
    }

    /// <summary>The entry of a path; null: it has none.</summary>
    public LayerEntry? Find(string path) => _entries.GetValueOrDefault(path);

    /// <summary>Takes out what is in a folder.</summary>
    public void RemoveBelow(string folder)
    {
        foreach (var path in _entries.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).ToList()) _entries.Remove(path);
        _sorted = null;
    }

    /// <summary>All entries so far, in ordinal order of their paths.</summary>
    public IReadOnlyList<LayerEntry> All => _sorted ??= Sort();

    /// <summary>All entries, parents first.</summary>
    /// <param name="parent">Gives the attributes of a folder that has no entry of its own.</param>
    /// <returns>Entries in ordinal order of their paths.</returns>
    public IReadOnlyList<LayerEntry> Complete(Func<string, LayerEntry> parent)
    {
        foreach (var entry in All)
        {
            var path = entry.Path;
            for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            {
                var folder = path[..slash];
                if (_entries.ContainsKey(folder)) break;
                _entries[folder] = parent(folder);
            }
        }

        return _sorted = Sort();
    }

    private LayerEntry[] Sort()
    {
        LayerEntry[] all = [.. _entries.Values];
        Array.Sort(all, static (one, other) => string.CompareOrdinal(one.Path, other.Path));
        return all;
    }
}
