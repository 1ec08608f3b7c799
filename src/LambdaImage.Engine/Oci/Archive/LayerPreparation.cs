using System.IO.Compression;
using System.Security.Cryptography;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Brings the layers of an archive into the form a registry takes: compressed, with digest and size known.</summary>
internal sealed class LayerPreparation(ArchiveIndex archive, bool isCached, CompressedLayers compressed, IWorkReporter reporter)
{
    private const int ProgressId = 200;

    /// <summary>Layers handled at a time; the blocks of each use all cores besides.</summary>
    private const int LayersAtOnce = 2;

    private long _done;

    public async Task<IReadOnlyList<ILayer>> PrepareAsync(ArchiveContent content, CancellationToken cancel)
    {
        var plain = content.Layers.Where(layer => layer.IsPlain).DistinctBy(layer => layer.DiffId).ToList();
        var total = plain.Sum(layer => layer.Entry.Size);
        var prepared = new ILayer[content.Layers.Count];
        // Equal layers would be compressed twice at the same time: the first of each is made first, the others then find it.
        var firsts = content.Layers.Select((layer, i) => (layer, i)).GroupBy(pair => pair.layer.DiffId);
        var options = new ParallelOptions { MaxDegreeOfParallelism = LayersAtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(firsts, options, async (equal, stop) =>
        {
            foreach (var (layer, i) in equal) prepared[i] = await PrepareAsync(layer, content.Manifest is null, total, stop);
        });
        if (total > 0) Report(total, completed: true);
        return prepared;
    }

    private async Task<ILayer> PrepareAsync(ArchiveLayer layer, bool isDocker, long total, CancellationToken cancel)
    {
        if (layer.IsPlain) return await CompressAsync(layer, isDocker, total, cancel);
        var descriptor = layer.Descriptor
            ?? Descriptor.Of(MediaTypes.DockerLayerGzip, await HashAsync(layer, cancel), layer.Entry.Size);
        return new SectionLayer(archive.Path, layer.Entry, descriptor) { IsCached = isCached };
    }

    private async Task<ILayer> CompressAsync(ArchiveLayer layer, bool isDocker, long total, CancellationToken cancel)
    {
        var (path, digest, size) = await compressed.GetAsync(
            layer.DiffId,
            () => new VerifyingStream(
                new FileSection(archive.Path, layer.Entry.Offset, layer.Entry.Size),
                Descriptor.Of(MediaTypes.OciLayer, layer.DiffId, layer.Entry.Size),
                $"{layer.Entry.Name} of {archive.Path}",
                found => SectionLayer.Damaged(archive.Path, isCached, layer.Entry, layer.DiffId, found)),
            bytes =>
            {
                Interlocked.Add(ref _done, bytes);
                Report(total, completed: false);
            },
            cancel);
        var isOci = !isDocker && layer.Descriptor?.MediaType == MediaTypes.OciLayer;
        var mediaType = isOci ? MediaTypes.OciLayerGzip : MediaTypes.DockerLayerGzip;
        var descriptor = (layer.Descriptor ?? Descriptor.Of(mediaType, digest, size)) with
        {
            MediaType = mediaType,
            DigestText = digest.Value,
            Size = size,
        };
        return new SectionLayer(path, new ArchiveEntry(Path.GetFileName(path), 0, size), descriptor) { IsCached = true };
    }

    /// <summary>Nothing names the digest of the stored bytes: they are checked by that of their content, which the configuration has.</summary>
    private async Task<Digest> HashAsync(ArchiveLayer layer, CancellationToken cancel)
    {
        var entry = layer.Entry;
        await using (var plain = new GZipStream(new FileSection(archive.Path, entry.Offset, entry.Size), CompressionMode.Decompress))
        {
            var found = Digest.FromHash(await SHA256.HashDataAsync(plain, cancel));
            if (found != layer.DiffId) throw SectionLayer.Damaged(archive.Path, isCached, entry, layer.DiffId, found);
        }

        await using var section = new FileSection(archive.Path, entry.Offset, entry.Size);
        return Digest.FromHash(await SHA256.HashDataAsync(section, cancel));
    }

    private void Report(long total, bool completed) => reporter.Report(new WorkProgress(
        ProgressId, null, "Compress layers", Path.GetFileName(archive.Path), completed ? total : Interlocked.Read(ref _done), total,
        IsBytes: true, completed));
}
