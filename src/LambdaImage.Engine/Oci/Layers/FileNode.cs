namespace LambdaImage.Engine.Oci.Layers;

/// <summary>One name in a <see cref="FileTree"/>.</summary>
internal sealed class FileNode
{
    // Most nodes are files, which have none.
    private SortedDictionary<string, FileNode>? _children;
    private Action<FileNode>? _load;

    /// <param name="parent">Folder it is in; null for the root.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="entry">What it is.</param>
    /// <param name="load">Adds the children when they are first asked for; null: they are added from outside.</param>
    public FileNode(FileNode? parent, string name, LayerEntry entry, Action<FileNode>? load = null)
    {
        Parent = parent;
        Name = name;
        Entry = entry;
        _load = load;
    }

    public FileNode? Parent { get; }

    public string Name { get; }

    public LayerEntry Entry { get; set; }

    /// <summary>Number of the layer that set it last: whiteouts hide lower layers only.</summary>
    public int Layer { get; set; }

    /// <summary>Whether it is a folder that nothing says more of than that something is in it.</summary>
    public bool IsImplied { get; set; }

    /// <summary>Permissions of a file on disk, which its entry need not have; null: it is none.</summary>
    public UnixFileMode? ModeOnDisk { get; init; }

    public EntryKind Kind => Entry.Kind;

    /// <summary>Path from the root, without slashes at either end.</summary>
    public string Path => Parent is null || Parent.Parent is null ? Name : $"{Parent.Path}/{Name}";

    /// <summary>Children in ordinal order of their names.</summary>
    public IEnumerable<FileNode> Children
    {
        get
        {
            Load();
            return _children is null ? [] : _children.Values;
        }
    }

    public FileNode? Child(string name)
    {
        Load();
        return _children?.GetValueOrDefault(name);
    }

    public void Put(FileNode child)
    {
        Load();
        (_children ??= new(StringComparer.Ordinal))[child.Name] = child;
    }

    public void Remove(string name)
    {
        Load();
        _children?.Remove(name);
    }

    /// <summary>It and everything below, parents first.</summary>
    public IEnumerable<FileNode> Walk()
    {
        yield return this;
        foreach (var child in Children)
        {
            foreach (var below in child.Walk()) yield return below;
        }
    }

    private void Load()
    {
        var load = _load;
        _load = null;
        load?.Invoke(this);
    }
}
