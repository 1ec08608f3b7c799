using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>What is known of a stage's files. The base's layers stay in their registry until a question cannot be
/// answered without them.</summary>
/// <param name="listings">Reads them then.</param>
/// <param name="image">The base; null for scratch.</param>
/// <param name="name">Its name, for the log.</param>
/// <param name="reporter">Takes the reasons.</param>
internal sealed class StageFiles(ImageListings listings, IImage? image, string name, IWorkReporter reporter)
{
    private readonly List<IReadOnlyList<LayerEntry>> _layers = [];
    private readonly FileTree _made = new();
    private FileTree? _whole = image is null ? new FileTree() : null;
    private int _applied;

    /// <summary>Layers that this build put on the base.</summary>
    public IReadOnlyList<IReadOnlyList<LayerEntry>> Layers => _layers;

    /// <summary>The same files for a stage that starts from this one.</summary>
    public StageFiles Fork()
    {
        var fork = new StageFiles(listings, image, name, reporter);
        foreach (var layer in _layers) fork.Add(layer);
        return fork;
    }

    /// <summary>The same files with a layer more.</summary>
    public async Task<StageFiles> WithAsync(IReadOnlyList<LayerEntry> layer, CancellationToken cancel)
    {
        if (layer.Count == 0) return this;
        var more = Fork();
        more.Add(layer);
        if (_whole is not null && image is not null) await more.ReadAsync(image, cancel);
        return more;
    }

    public void Add(IReadOnlyList<LayerEntry> layer) => _layers.Add(layer);

    /// <summary>Whether the base was read, so that nothing about it has to be guessed.</summary>
    public bool IsRead => _whole is not null;

    /// <summary>All files. This reads the base.</summary>
    /// <param name="why">Completes "… because", for the log.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<FileTree> TreeAsync(string why, CancellationToken cancel)
    {
        if (_whole is not null) return Known;
        reporter.Log(LogLevel.Verbose, $"The layers of {name} are read because {why}.");
        return await ReadAsync(image!, cancel);
    }

    /// <summary>Where a path leads when links of the image are followed.</summary>
    public async Task<string> ResolveAsync(string path, CancellationToken cancel)
    {
        if (_whole is null && CommonFolders.IsSpecial(path))
            await TreeAsync($"/{path} may lie behind a link, as /lib does in many images, or be a home", cancel);
        return Known.Resolve(path);
    }

    /// <summary>Whether a folder is at a path.</summary>
    /// <param name="path">Path with links already followed.</param>
    /// <param name="hints">Folders that the image's configuration implies.</param>
    /// <param name="fileName">Name of the file about to be put there; null when only what is known counts.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<bool> IsFolderAsync(
        string path, IReadOnlySet<string> hints, string? fileName, CancellationToken cancel)
    {
        if (KnownFolder(path, hints) is { } known) return known;
        if (fileName is null || CommonFolders.LooksLikeFile(path, fileName)) return false;
        var tree = await TreeAsync(
            $"only they tell whether /{path} is a folder; a / at its end would say so at once", cancel);
        return tree.Find(path)?.Kind == EntryKind.Directory;
    }

    /// <summary>Attributes of a folder that is there already; null when it is not, as far as is known.</summary>
    public LayerEntry? FolderEntry(string path, IReadOnlySet<string> hints)
    {
        if (Known.Find(path) is { Kind: EntryKind.Directory } node) return node.Entry with { Path = path };
        return _whole is null && KnownFolder(path, hints) == true ? CommonFolders.EntryOf(path) : null;
    }

    /// <summary>Whether a folder is surely there: made by this build, read in the base, or implied by its
    /// configuration.</summary>
    public bool HasFolder(string path, IReadOnlySet<string> hints) =>
        path.Length == 0 || (Known.Find(path) is { } node ? node.Kind == EntryKind.Directory : _whole is null && hints.Contains(path));

    /// <summary>What is at a path, links not followed, and is no folder; null: nothing of the kind.</summary>
    public async Task<FileNode?> ObstacleAsync(string path, CancellationToken cancel)
    {
        if (_whole is null && CommonFolders.IsSpecial(path)) await TreeAsync($"/{path} may be a link in it", cancel);
        return KnownObstacle(path);
    }

    /// <summary>The same, without a look at what is not known yet.</summary>
    public FileNode? KnownObstacle(string path) =>
        Known.Find(path, followLast: false) is { } node && node.Kind != EntryKind.Directory ? node : null;

    /// <summary>Whether a folder is known to be at a path, links not followed.</summary>
    public bool IsKnownFolder(string path) => Known.Find(path, followLast: false) is { Kind: EntryKind.Directory };

    /// <summary>All files where they are known, else those of this build. Most builds never ask: layers are laid over
    /// each other only then.</summary>
    private FileTree Known
    {
        get
        {
            for (; _applied < _layers.Count; _applied++)
            {
                foreach (var entry in _layers[_applied])
                {
                    _made.Apply(entry, LayerNumber);
                    _whole?.Apply(entry, LayerNumber);
                }
            }

            return _whole ?? _made;
        }
    }

    private async Task<FileTree> ReadAsync(IImage whole, CancellationToken cancel)
    {
        _ = Known;
        var tree = await listings.TreeAsync(whole, name, cancel);
        foreach (var entry in _layers.SelectMany(layer => layer)) tree.Apply(entry, LayerNumber);
        return _whole = tree;
    }

    private int LayerNumber => image?.Layers.Count ?? 0;

    private bool? KnownFolder(string path, IReadOnlySet<string> hints)
    {
        if (path.Length == 0) return true;
        if (Known.Find(path) is { } made) return made.Kind == EntryKind.Directory;
        if (_whole is not null) return Known.Find(path)?.Kind == EntryKind.Directory;
        return CommonFolders.Are(path) || hints.Contains(path) ? true : null;
    }
}
