using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Puts files of one tree into the layer of another: the rules of COPY once sources and target are settled.</summary>
internal sealed class CopyPlan
{
    private readonly LayerEntries _entries = new();

    /// <summary>Given by --chown; null: as in the source.</summary>
    public Owner? Owner { get; init; }

    /// <summary>Given by --chmod; null: as in the source.</summary>
    public FileModeChange? Mode { get; init; }

    /// <summary>Given by --exclude.</summary>
    public DockerIgnore Exclude { get; init; } = DockerIgnore.Nothing;

    /// <summary>Seconds since 1970 for files of the context; null: as in the source, because compiled Python, for one, remembers it.</summary>
    public long? ModifiedAt { get; init; }

    public LayerEntries Entries => _entries;

    /// <summary>Targets of folders that were copied, deepest last, so that it can be checked what is there.</summary>
    public IEnumerable<string> Folders => _entries.All.Where(entry => entry.Kind == EntryKind.Directory).Select(entry => entry.Path);

    /// <summary>Copies one file or link.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="target">Path it gets.</param>
    public void AddFile(FileNode source, string target)
    {
        if (source.Kind == EntryKind.Special) return;
        _entries.Add(Dress(source.Entry with { Path = target }));
    }

    /// <summary>Copies what is in a folder.</summary>
    /// <param name="source">The folder.</param>
    /// <param name="target">Path of the folder it goes into.</param>
    /// <param name="isNew">Whether that folder is made by this, and so gets the attributes of the source.</param>
    /// <param name="prefix">Path of the source as patterns of --exclude see it.</param>
    public void AddFolder(FileNode source, string target, bool isNew, string prefix = "")
    {
        if (isNew && target.Length > 0) _entries.Add(Dress(source.Entry with { Path = target }));
        foreach (var child in source.Children)
        {
            var path = Join(prefix, child.Name);
            var isExcluded = Exclude.Excludes(path);
            if (child.Kind == EntryKind.Directory)
            {
                if (!isExcluded || Exclude.MayReincludeBelow(path)) AddFolder(child, Join(target, child.Name), !isExcluded, path);
            }
            else if (!isExcluded)
            {
                AddFile(child, Join(target, child.Name));
            }
        }
    }

    public static string Join(string folder, string name) => folder.Length == 0 ? name : name.Length == 0 ? folder : $"{folder}/{name}";

    private LayerEntry Dress(LayerEntry entry) => entry with
    {
        Mode = Mode?.Apply(entry) ?? entry.Mode,
        UserId = Owner?.UserId ?? entry.UserId,
        GroupId = Owner?.GroupId ?? entry.GroupId,
        ModifiedAt = ModifiedAt ?? entry.ModifiedAt,
    };
}
