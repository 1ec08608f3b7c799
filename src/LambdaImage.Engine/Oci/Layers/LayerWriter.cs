using System.IO.Compression;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Turns entries into a layer file: content → tar → digest → gzip → digest → file, streamed all the
/// way.</summary>
/// <param name="cache">Keeps the compressed form.</param>
/// <param name="workFolder">Folder for files in the making.</param>
internal sealed class LayerWriter(LayerCache cache, string workFolder)
{
    /// <summary>zlib's balance. "Smallest" takes about three times as long for one or two percent; "fastest" sends a
    /// fifth more over the network,
    /// every time. A layer is compressed once: the cache has it from then on.</summary>
    private const CompressionLevel Level = CompressionLevel.Optimal;

    private const int FileBuffer = 128 * 1024;

    /// <summary>Writes a layer, or finds it in the cache.</summary>
    /// <param name="entries">Entries in order, parents before children.</param>
    /// <param name="mediaType">Media type of the gzip form.</param>
    /// <param name="onBytes">Takes the number of uncompressed bytes done so far.</param>
    /// <param name="cancel">Stops; the file in the making is removed.</param>
    /// <returns>The layer.</returns>
    public async Task<WrittenLayer> WriteAsync(
        IReadOnlyList<LayerEntry> entries, string mediaType, Action<long>? onBytes, CancellationToken cancel)
    {
        // Hashing alone is ten times faster than compressing: look before compressing.
        using (var hashing = new HashingStream(Stream.Null))
        {
            await Task.Run(() => WriteTar(entries, hashing, null, cancel), cancel);
            if (await cache.FindAsync(hashing.Digest, mediaType, cancel) is { } known)
                return new WrittenLayer(hashing.Digest, known, hashing.Count, WasCached: true);
        }

        var path = Path.Combine(workFolder, $"layer-{Guid.NewGuid():N}.tar.gz");
        try
        {
            Directory.CreateDirectory(workFolder);
            var (diffId, size, descriptor) = await Task.Run(
                () => Compress(entries, mediaType, path, onBytes, cancel), cancel);
            return new WrittenLayer(
                diffId, await cache.KeepAsync(path, diffId, descriptor, cancel), size, WasCached: false);
        }
        catch (Exception problem)
        {
            File.Delete(path);
            if (problem is IOException or UnauthorizedAccessException) throw ImageErrors.OutputFailed(path, problem);
            throw;
        }
    }

    private static (Digest DiffId, long Size, Descriptor Descriptor) Compress(
        IReadOnlyList<LayerEntry> entries, string mediaType, string path, Action<long>? onBytes,
        CancellationToken cancel)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileBuffer);
        using var compressed = new HashingStream(file);
        Digest diffId;
        long size;
        // GZipStream writes time 0 and no name into its header, so nothing of this run gets in.
        using (var gzip = new GZipStream(compressed, Level, leaveOpen: true))
        {
            using var plain = new HashingStream(gzip);
            WriteTar(entries, plain, onBytes, cancel);
            (diffId, size) = (plain.Digest, plain.Count);
        }

        file.Flush();
        return (diffId, size, Descriptor.Of(mediaType, compressed.Digest, compressed.Count));
    }

    private static void WriteTar(
        IReadOnlyList<LayerEntry> entries, HashingStream output, Action<long>? onBytes, CancellationToken cancel)
    {
        // Headers are small: gathered, they are hashed and compressed in pieces worth the call. Not disposed: that
        // would close the output.
        var buffered = new BufferedStream(output, FileBuffer);
        var tar = new LayerTarWriter(buffered);
        foreach (var entry in entries)
        {
            WriteEntry(tar, entry, cancel);
            onBytes?.Invoke(output.Count);
        }

        tar.Finish();
        buffered.Flush();
    }

    private static void WriteEntry(LayerTarWriter tar, LayerEntry entry, CancellationToken cancel)
    {
        try
        {
            tar.Write(entry, cancel);
        }
        catch (Exception problem) when (entry.Content is DiskContent file && IsAboutReading(problem, file.Path))
        {
            throw DockerfileErrors.ContextFileUnreadable(file.Path, problem);
        }
    }

    /// <summary>The file vanished or is closed to us: anything else that fails meanwhile is about the output.</summary>
    private static bool IsAboutReading(Exception problem, string path) =>
        problem is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException ||
        (problem is IOException && problem.Message.Contains(path, StringComparison.Ordinal));
}

/// <summary>A finished layer.</summary>
/// <param name="DiffId">Digest of the uncompressed tar.</param>
/// <param name="Layer">The compressed form.</param>
/// <param name="UncompressedSize">Bytes of the tar.</param>
/// <param name="WasCached">Whether it was there already.</param>
internal sealed record WrittenLayer(Digest DiffId, FileLayer Layer, long UncompressedSize, bool WasCached);
