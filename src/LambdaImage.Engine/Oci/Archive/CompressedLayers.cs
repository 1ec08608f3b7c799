using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LambdaImage.Engine.Caches;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Layers compressed before, kept by the digest of their content: a base layer is compressed once, not at every build.</summary>
internal sealed class CompressedLayers(string folder, TimeProvider time)
{
    /// <summary>Layers that no build has asked for in this time are removed; they can be made again.</summary>
    private static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    // All layers share them, so that memory does not grow with their number.
    private readonly GzipBlocks _blocks = new(Environment.ProcessorCount);

    /// <summary>The gzip form of a layer, made now if it was not before.</summary>
    /// <param name="diffId">Digest of the plain tar.</param>
    /// <param name="plainSize">Its size in bytes.</param>
    /// <param name="open">Opens the plain tar; its stream must fail when the bytes are not those of the digest.</param>
    /// <param name="onBytes">Told how many plain bytes are done.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Path, digest and size.</returns>
    public async Task<(string Path, Digest Digest, long Size)> GetAsync(
        Digest diffId, long plainSize, Func<Stream> open, Action<int> onBytes, CancellationToken cancel)
    {
        var path = Path.Combine(folder, diffId.Hex + ".tar.gz");
        if (!await IsWholeAsync(path, plainSize, cancel))
        {
            await using var plain = open();
            await using var file = PartialFile.Create(path);
            await ParallelGzipStream.CompressAsync(plain, file.Stream, _blocks, onBytes, cancel);
            await file.CommitAsync(cancel, isByContent: true);
        }

        // Hashed even when it was just written: what is on the disk is what will be sent.
        await using var compressed = File.OpenRead(path);
        var digest = Digest.FromHash(await SHA256.HashDataAsync(compressed, cancel));
        CacheFile.Touch(path);
        return (path, digest, compressed.Length);
    }

    /// <summary>A place for the plain form of a compressed archive; it too is removed when it was not used for long.</summary>
    /// <param name="archivePath">The gzip archive.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Path of the plain tar.</returns>
    public async Task<string> ExpandAsync(string archivePath, CancellationToken cancel)
    {
        var source = new FileInfo(archivePath);
        var key = Digest.Of(Encoding.UTF8.GetBytes($"{source.FullName}\n{source.Length}\n{source.LastWriteTimeUtc.Ticks}"));
        var path = Path.Combine(folder, key.Hex + ".tar");
        if (!File.Exists(path))
        {
            await using var plain = new GZipStream(source.OpenRead(), CompressionMode.Decompress);
            await using var file = PartialFile.Create(path);
            await plain.CopyToAsync(file.Stream, cancel);
            await file.CommitAsync(cancel, isByContent: true);
        }

        CacheFile.Touch(path);
        return path;
    }

    /// <summary>Removes what was not used for long.</summary>
    public void Prune()
    {
        var now = time.GetUtcNow();
        if (!Directory.Exists(folder)) return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (now.UtcDateTime - file.LastWriteTimeUtc > Keep) CacheFile.Remove(file.FullName);
        }
    }

    // After a power cut a file may have its name but not its end. The end of a gzip file tells the plain size.
    private static async Task<bool> IsWholeAsync(string path, long plainSize, CancellationToken cancel)
    {
        if (!File.Exists(path)) return false;
        var end = new byte[sizeof(uint)];
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        return length > end.Length
            && await RandomAccess.ReadAsync(file, end, length - end.Length, cancel) == end.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(end) == unchecked((uint)plainSize);
    }
}
