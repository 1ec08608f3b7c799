using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Puts files of one tree into the layer of another: the rules of COPY once sources and target are
/// settled.</summary>
internal sealed class CopyPlan
{
    private readonly LayerEntries _entries = new();
    private readonly Dictionary<object, object> _copies = [];
    private readonly List<string> _leftOut = [];
    private readonly HashSet<string> _unpacked = new(StringComparer.Ordinal);

    /// <summary>Given by --chown; null: as in the source.</summary>
    public Owner? Owner { get; init; }

    /// <summary>Given by --chmod; null: as in the source.</summary>
    public FileModeChange? Mode { get; init; }

    /// <summary>Given by --exclude.</summary>
    public DockerIgnore Exclude { get; init; } = DockerIgnore.Nothing;

    /// <summary>Seconds since 1970 for files of the context; null: as in the source, because compiled Python, for one,
    /// remembers it.</summary>
    public long? ModifiedAt { get; init; }

    public LayerEntries Entries => _entries;

    /// <summary>Targets of folders that were copied, deepest last, so that it can be checked what is there.</summary>
    public IEnumerable<string> Folders => Copied.Where(entry => entry.Kind == EntryKind.Directory).Select(entry => entry.Path);

    /// <summary>Targets of files and links.</summary>
    public IEnumerable<string> Files => Copied.Where(entry => entry.Kind != EntryKind.Directory).Select(entry => entry.Path);

    /// <summary>What one source has as a folder and another as a file or link: the one that came first, and the other; null: there is no such path.</summary>
    public (LayerEntry First, LayerEntry Then)? Clash { get; private set; }

    /// <summary>Takes the paths of devices, pipes and sockets so far: nothing could use them in Lambda, so they are left out.</summary>
    public IReadOnlyList<string> TakeLeftOut()
    {
        string[] taken = [.. _leftOut];
        _leftOut.Clear();
        return taken;
    }

    /// <summary>Begins with another source. As in BuildKit each is copied for itself: hard links within one stay, and a file that two bring becomes two.</summary>
    public void BeginSource() => _copies.Clear();

    /// <summary>Makes the folder that content goes into, if it is not there.</summary>
    public void AddFolder(string target, long modifiedAt) => _entries.Add(MadeFolder(target, modifiedAt));

    /// <summary>A folder that is made on the way. As in BuildKit it takes after no source: 0755, whatever --chmod
    /// says.</summary>
    public LayerEntry MadeFolder(string path, long modifiedAt) =>
        Own(LayerEntry.Directory(path) with { ModifiedAt = modifiedAt });

    /// <summary>Copies one file, link or folder, without what is in it.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="target">Path it gets.</param>
    public void AddNode(FileNode source, string target)
    {
        if (source.Kind == EntryKind.Special) _leftOut.Add(source.Path);
        else Copy(Dress(source.Entry, target));
    }

    /// <summary>Unpacks one member of an archive. As in Docker it takes the place of whatever is there, but for a folder of a folder; what is in the archive says
    /// all about it but the owner, where --chown gives one.</summary>
    /// <param name="member">The member, without what is in it.</param>
    /// <param name="target">Path it gets.</param>
    public void Unpack(FileNode member, string target)
    {
        if (member.Kind == EntryKind.Special)
        {
            _leftOut.Add(member.Path);
            return;
        }

        if (member.Kind != EntryKind.Directory && _entries.Find(target) is { Kind: EntryKind.Directory }) _entries.RemoveBelow(target);
        _entries.Add(Own(member.Entry with { Path = target, Copy = CopyOf(member.Entry) }));
        _unpacked.Add(target);
    }

    /// <summary>Unpacks a folder that no member of an archive says anything of. As in Docker it is root's.</summary>
    public void UnpackImplied(string target, long modifiedAt)
    {
        _entries.Add(LayerEntry.Directory(target) with { ModifiedAt = modifiedAt });
        _unpacked.Add(target);
    }

    /// <summary>Copies what is in a folder.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Path of the folder it goes into.</param>
    /// <param name="cancel">Stops copying.</param>
    public void AddContent(FileNode source, string target, CancellationToken cancel)
    {
        foreach (var child in source.Children) AddTree(child, Join(target, child.Name), child.Name, [], cancel);
    }

    /// <summary>Copies a file, a link, or a folder with what is in it, as far as --exclude lets it.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="target">Path it gets.</param>
    /// <param name="path">Its path as patterns of --exclude see it.</param>
    /// <param name="above">Folders that come along with it, outermost first, and the paths they get. Where all below them is excluded, so are they.</param>
    /// <param name="cancel">Stops copying.</param>
    public void AddTree(
        FileNode source, string target, string path, IReadOnlyList<(FileNode Source, string Target)> above, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var isExcluded = Exclude.Excludes(path);
        if (isExcluded && (source.Kind != EntryKind.Directory || !Exclude.MayReincludeBelow(path))) return;
        if (isExcluded)
        {
            above = [.. above, (source, target)];
        }
        else
        {
            foreach (var (node, place) in above) AddNode(node, place);
            AddNode(source, target);
            above = [];
        }

        if (source.Kind != EntryKind.Directory) return;
        foreach (var child in source.Children) AddTree(child, Join(target, child.Name), Join(path, child.Name), above, cancel);
    }

    public static string Join(string folder, string name) =>
        folder.Length == 0 ? name : name.Length == 0 ? folder : $"{folder}/{name}";

    private IEnumerable<LayerEntry> Copied => _entries.All.Where(entry => !_unpacked.Contains(entry.Path));

    private void Copy(LayerEntry entry)
    {
        if (_entries.Find(entry.Path) is { } first && (first.Kind == EntryKind.Directory) != (entry.Kind == EntryKind.Directory)) Clash ??= (first, entry);
        _entries.Add(entry);
        _unpacked.Remove(entry.Path);
    }

    private LayerEntry Dress(LayerEntry entry, string target) => Own(entry with
    {
        Path = target,
        Mode = Mode?.Apply(entry) ?? entry.Mode,
        ModifiedAt = ModifiedAt ?? entry.ModifiedAt,
        Copy = CopyOf(entry),
    });

    private LayerEntry Own(LayerEntry entry) => Owner is { } owner ? entry with { UserId = owner.UserId, GroupId = owner.GroupId } : entry;

    private object CopyOf(LayerEntry entry)
    {
        var original = entry.Copy ?? this;
        if (!_copies.TryGetValue(original, out var copy)) _copies[original] = copy = new object();
        return copy;
    }
}
