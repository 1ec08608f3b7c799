using LambdaImage.Engine.Caches;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Makes the layers of an image: those that were made before come from the cache, the others are written side
/// by side.</summary>
/// <param name="cache">Keeps layers; null: none is looked up, and none kept.</param>
/// <param name="digests">Knows files on disk.</param>
/// <param name="spool">Takes files out of other layers, once it is known that they are needed.</param>
/// <param name="workFolder">Folder for files in the making.</param>
/// <param name="follow">Told of each layer that is written before its first byte; null: nobody follows.</param>
internal sealed class LayerMaker(
    LayerCache? cache, FileDigests digests, LayerSpool spool, string workFolder, Action<GrowingFile>? follow = null)
{
    /// <param name="drafts">What goes into each layer.</param>
    /// <param name="mediaType">Media type of the gzip form.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>A layer for each draft.</returns>
    public async Task<WrittenLayer[]> MakeAsync(
        IReadOnlyList<LayerDraft> drafts, string mediaType, CancellationToken cancel)
    {
        CacheFile.MakeFolder(workFolder);
        var keys = new Digest[drafts.Count];
        var layers = new WrittenLayer?[drafts.Count];
        await Parallel.ForAsync(0, drafts.Count, cancel, async (number, stop) =>
        {
            keys[number] = await LayerKeyWriter.KeyOfAsync(drafts[number].Entries, digests, stop);
            if (cache is not null)
                layers[number] = await cache.FindAsync(keys[number], mediaType, LayerWriter.NewPath(workFolder), stop);
        });

        var missing = Enumerable.Range(0, drafts.Count).Where(number => layers[number] is null).ToList();
        await spool.TakeOutAsync(
            missing.SelectMany(number => drafts[number].Entries.Select(entry => entry.Content)), cancel);
        var writer = new LayerWriter(digests, workFolder, follow);
        await Parallel.ForEachAsync(missing, cancel, async (number, stop) =>
        {
            var written = await writer.WriteAsync(drafts[number].Entries, mediaType, drafts[number].OnBytes, stop);
            cache?.Keep(keys[number], written);
            layers[number] = written;
        });
        return layers!;
    }
}
