using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection;

/// <summary>The bytes of a file that passed by when its layer was read: what they were, not the bytes themselves.</summary>
/// <param name="layer">Number of the layer that holds them, lowest first, from 0.</param>
/// <param name="entry">The entry there.</param>
internal sealed class ListedContent(int layer, ListedEntry entry) : EntryContent
{
    public int Layer { get; } = layer;

    public int Ordinal => entry.Ordinal;

    public string Path => entry.Entry.Path;

    public override long Length => entry.Length;

    public Digest Digest => entry.Digest!.Value;

    public override Stream Open() => throw new InvalidOperationException($"The bytes of {Path} were let go when they had been read.");

    public override byte[] Identify(FileDigests digests, CancellationToken cancel) => Convert.FromHexString(Digest.Hex);
}

/// <summary>One entry of a layer.</summary>
/// <param name="Entry">What it is, without content.</param>
/// <param name="Ordinal">Its number within the layer.</param>
/// <param name="Length">Bytes of its content.</param>
/// <param name="Digest">Digest of its content; null: it is no file.</param>
internal sealed record ListedEntry(LayerEntry Entry, int Ordinal, long Length, Digest? Digest)
{
    /// <summary>The entry as one of an image, with its content where it is a file.</summary>
    /// <param name="layer">Number of its layer there.</param>
    public LayerEntry In(int layer) => Digest is null ? Entry : Entry with { Content = new ListedContent(layer, this) };
}
