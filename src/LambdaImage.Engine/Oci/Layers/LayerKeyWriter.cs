namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Writes the tar of a layer with a digest in the place of each file's bytes. What comes out is small, needs
/// no file that is known already, and is the same for two layers only if their tars are.</summary>
internal sealed class LayerKeyWriter : LayerTarWriter
{
    private const int Buffer = 64 * 1024;

    private readonly Stream _output;
    private readonly FileDigests _digests;

    private LayerKeyWriter(Stream output, FileDigests digests)
        : base(output)
    {
        _output = output;
        _digests = digests;
    }

    /// <summary>The name of a layer in caches.</summary>
    /// <param name="entries">Entries in order, parents before children.</param>
    /// <param name="digests">Knows files on disk.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<Digest> KeyOfAsync(
        IReadOnlyList<LayerEntry> entries, FileDigests digests, CancellationToken cancel)
    {
        await digests.PrepareAsync(entries.Select(entry => entry.Content).OfType<DiskContent>(), cancel);
        using var hashing = new HashingStream(Stream.Null);
        var buffered = new BufferedStream(hashing, Buffer);
        var writer = new LayerKeyWriter(buffered, digests);
        foreach (var entry in entries) writer.Write(entry, cancel);
        writer.Finish();
        buffered.Flush();
        return hashing.Digest;
    }

    protected override void WriteContent(LayerEntry entry, CancellationToken cancel) =>
        _output.Write(entry.Content!.Identify(_digests, cancel));
}
