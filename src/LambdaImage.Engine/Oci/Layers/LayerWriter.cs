using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Archive;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Turns entries into a layer file: content → tar → digest → gzip → digest → file, streamed all the
/// way.</summary>
/// <param name="digests">Knows files on disk.</param>
/// <param name="workFolder">Folder for files in the making.</param>
/// <param name="follow">Told of each file before its first byte; null: nobody follows.</param>
internal sealed class LayerWriter(FileDigests digests, string workFolder, Action<GrowingFile>? follow = null)
{
    private const int FileBuffer = 128 * 1024;

    // All layers share them, so that memory does not grow with their number.
    private readonly GzipBlocks _blocks = new(Environment.ProcessorCount);

    /// <summary>Writes a layer.</summary>
    /// <param name="entries">Entries in order, parents before children; what is in other layers has been taken
    /// out.</param>
    /// <param name="mediaType">Media type of the gzip form.</param>
    /// <param name="onBytes">Takes the number of uncompressed bytes done so far.</param>
    /// <param name="cancel">Stops; the file in the making is removed.</param>
    public async Task<WrittenLayer> WriteAsync(
        IReadOnlyList<LayerEntry> entries, string mediaType, Action<long>? onBytes, CancellationToken cancel)
    {
        var path = NewPath(workFolder);
        try
        {
            CacheFile.MakeFolder(workFolder);
            // A thread of its own: it waits for those of the pool, which compress.
            return await Task.Factory.StartNew(
                () => Write(entries, mediaType, path, onBytes, cancel), cancel, TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }
        catch (Exception problem)
        {
            CacheFile.Remove(path);
            if (problem is IOException or UnauthorizedAccessException) throw OutputErrors.CacheNotWritable(path, problem);
            throw;
        }
    }

    /// <summary>A name that no layer has yet.</summary>
    public static string NewPath(string workFolder) => Path.Combine(workFolder, $"layer-{Guid.NewGuid():N}.tar.gz");

    private WrittenLayer Write(
        IReadOnlyList<LayerEntry> entries, string mediaType, string path, Action<long>? onBytes,
        CancellationToken cancel)
    {
        using var file = new GrowingFile(path);
        follow?.Invoke(file);
        using var compressed = new HashingStream(file);
        using var gzip = new ParallelGzipStream(compressed, _blocks);
        using var plain = new HashingStream(gzip);
        WriteTar(entries, plain, onBytes, cancel);
        gzip.Finish();
        var layer = new FileLayer(path, Descriptor.Of(mediaType, compressed.Digest, compressed.Count)) { IsCached = true };
        file.Complete(layer.Descriptor);
        return new WrittenLayer(plain.Digest, layer, plain.Count, WasCached: false);
    }

    private void WriteTar(
        IReadOnlyList<LayerEntry> entries, HashingStream output, Action<long>? onBytes, CancellationToken cancel)
    {
        // Headers are small: gathered, they are hashed and compressed in pieces worth the call. Not disposed: that
        // would close the output.
        var buffered = new BufferedStream(output, FileBuffer);
        var tar = new LayerTarWriter(buffered, digests);
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
