using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection;

/// <summary>What is in one layer.</summary>
/// <param name="Layer">The layer, where it can be read again.</param>
/// <param name="Size">Bytes of the uncompressed tar.</param>
/// <param name="Entries">All entries in order.</param>
internal sealed record LayerInventory(ILayer Layer, long Size, IReadOnlyList<ListedEntry> Entries)
{
    /// <summary>Number of regular files; another name of one (a hard link) is none of its own.</summary>
    public int Files { get; } = Entries.Count(entry => entry.Entry.Kind == EntryKind.File);
}
