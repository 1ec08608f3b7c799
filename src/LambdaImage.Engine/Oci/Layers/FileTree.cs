namespace LambdaImage.Engine.Oci.Layers;

/// <summary>The files of an image or folder as one tree, with links followed inside of it and never out.</summary>
internal sealed class FileTree
{
    /// <summary>As many links as Linux follows before it says ELOOP.</summary>
    private const int MostLinks = 40;

    public FileTree() => Root = new FileNode(null, "", LayerEntry.Directory(""));

    /// <param name="load">Adds the children of the root when they are first asked for.</param>
    public FileTree(Action<FileNode> load) => Root = new FileNode(null, "", LayerEntry.Directory(""), load);

    public FileNode Root { get; }

    /// <summary>Told of what an entry takes away: the node, with all below it; the one in its place, or null; and the number of the layer.</summary>
    public Action<FileNode, FileNode?, int>? OnReplaced { get; init; }

    /// <summary>Finds what a path names; null when there is nothing.</summary>
    /// <param name="path">Path from the root.</param>
    /// <param name="followLast">Whether a link at the end is followed.</param>
    public FileNode? Find(string path, bool followLast = true)
    {
        var (node, missing) = Walk(path, followLast);
        return missing.Count == 0 ? node : null;
    }

    /// <summary>Where a path really leads once links are followed: what does not exist yet is kept as it is.</summary>
    public string Resolve(string path)
    {
        var (node, missing) = Walk(path, followLast: true);
        if (node is null) return string.Join('/', Parts(path));
        return string.Join('/', node.Path.Length == 0 ? missing : missing.Prepend(node.Path));
    }

    /// <summary>Lays one entry of a layer over what lower layers have.</summary>
    public void Apply(LayerEntry entry, int layer)
    {
        if (entry.Path.Length == 0)
        {
            if (entry.Kind == EntryKind.Directory) Root.Entry = entry;
            if (entry.Kind == EntryKind.OpaqueWhiteout) Empty(Root, layer);
            return;
        }

        var slash = entry.Path.LastIndexOf('/');
        var name = entry.Path[(slash + 1)..];
        if (entry.Kind is EntryKind.Whiteout or EntryKind.OpaqueWhiteout)
        {
            Hide(entry, layer);
            return;
        }

        var folder = MakeFolder(slash < 0 ? "" : entry.Path[..slash], layer);
        var known = folder.Child(name);
        if (entry.Kind == EntryKind.HardLink)
        {
            // Both names share the content object: that is what makes them hard links again when they are copied.
            if (Find(entry.LinkTarget ?? "", followLast: false) is not { } target) return;
            entry = target.Entry with { Path = entry.Path };
        }

        if (known is { Kind: EntryKind.Directory } && entry.Kind == EntryKind.Directory)
        {
            (known.Entry, known.Layer, known.IsImplied) = (entry, layer, false);
            return;
        }

        var node = new FileNode(folder, name, entry) { Layer = layer };
        folder.Put(node);
        if (known is not null) OnReplaced?.Invoke(known, node, layer);
    }

    private void Hide(LayerEntry entry, int layer)
    {
        var node = Find(entry.Path, followLast: entry.Kind == EntryKind.OpaqueWhiteout);
        if (node is null) return;
        if (entry.Kind == EntryKind.OpaqueWhiteout) Empty(node, layer);
        else if (node.Layer < layer) Remove(node, layer);
        else Empty(node, layer);
    }

    private void Remove(FileNode node, int layer)
    {
        node.Parent?.Remove(node.Name);
        OnReplaced?.Invoke(node, null, layer);
    }

    /// <summary>Removes what lower layers put into a folder, and keeps what this one did.</summary>
    private void Empty(FileNode folder, int layer)
    {
        foreach (var child in folder.Children.ToArray())
        {
            if (child.Layer < layer) Remove(child, layer);
            else if (child.Kind == EntryKind.Directory) Empty(child, layer);
        }
    }

    private FileNode MakeFolder(string path, int layer)
    {
        var (node, missing) = Walk(path, followLast: true);
        var folder = missing.Aggregate(node ?? Root, (parent, name) => MakeFolder(parent, name, layer));
        // As runtimes do: what is put below a file takes its place.
        return folder is { Kind: not EntryKind.Directory, Parent: { } above } ? MakeFolder(above, folder.Name, layer) : folder;
    }

    private FileNode MakeFolder(FileNode parent, string name, int layer)
    {
        var known = parent.Child(name);
        var folder = new FileNode(parent, name, LayerEntry.Directory(parent.Path.Length == 0 ? name : $"{parent.Path}/{name}")) { Layer = layer, IsImplied = true };
        parent.Put(folder);
        if (known is not null) OnReplaced?.Invoke(known, folder, layer);
        return folder;
    }

    /// <summary>Goes as far as there is something; the rest is missing. A null node means links that lead in
    /// circles.</summary>
    private (FileNode? Node, IReadOnlyList<string> Missing) Walk(string path, bool followLast)
    {
        var left = new Stack<string>(Parts(path).Reverse());
        var (node, links) = (Root, 0);
        while (left.TryPop(out var name))
        {
            if (name == "..")
            {
                node = node.Parent ?? node;
                continue;
            }

            if (node.Child(name) is not { } child) return (node, Rest(name, left));
            if (child.Kind == EntryKind.SymbolicLink && (left.Count > 0 || followLast))
            {
                if (++links > MostLinks) return (null, []);
                var target = child.Entry.LinkTarget ?? "";
                if (target.StartsWith('/')) node = Root;
                foreach (var part in Parts(target).Reverse()) left.Push(part);
                continue;
            }

            if (child.Kind != EntryKind.Directory && left.Count > 0) return (node, Rest(name, left));
            node = child;
        }

        return (node, []);
    }

    /// <summary>Names that do not exist yet, with "..", which then can only be taken by word.</summary>
    private static List<string> Rest(string first, Stack<string> left)
    {
        var names = new List<string> { first };
        foreach (var name in left)
        {
            if (name == ".." && names.Count > 0) names.RemoveAt(names.Count - 1);
            else if (name != "..") names.Add(name);
        }

        return names;
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/').Where(part => part is not ("" or "."));
}
