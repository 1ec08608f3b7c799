using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Oci.Layers;

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
    /// <param name="open">Opens the plain tar; its stream must fail when the bytes are not those of the digest.</param>
    /// <param name="onBytes">Told how many plain bytes are done.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Path, digest and size.</returns>
    public async Task<(string Path, Digest Digest, long Size)> GetAsync(
        Digest diffId, Func<Stream> open, Action<int> onBytes, CancellationToken cancel)
    {
        var path = Path.Combine(folder, diffId.Hex + ".tar.gz");
        var kept = await KeepAsync(path, MediaTypes.OciLayerGzip, async file =>
        {
            await using var plain = open();
            await ParallelGzipStream.CompressAsync(plain, file, _blocks, onBytes, cancel);
        }, cancel);
        return (path, kept.Digest, kept.Size);
    }

    /// <summary>A place for the plain form of a compressed archive; it too is removed when it was not used for long. Its layers are verified by whoever reads
    /// them, so its bytes are only compared when size or time are no longer those it had: <see cref="CacheFile.Touch(string)"/> it when they were wrong.</summary>
    /// <param name="archivePath">The gzip archive.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Path of the plain tar.</returns>
    public async Task<string> ExpandAsync(string archivePath, CancellationToken cancel)
    {
        var source = new FileInfo(archivePath);
        var key = Digest.Of(Encoding.UTF8.GetBytes($"{source.FullName}\n{source.Length}\n{source.LastWriteTimeUtc.Ticks}"));
        // In a folder of its own: who holds it touches that, and the file keeps the time by which it is known.
        var own = Path.Combine(folder, key.Hex);
        var path = Path.Combine(own, "image.tar");
        var note = path + ".stamp";
        if (!IsAsNoted(path, note))
        {
            await KeepAsync(path, MediaTypes.OciLayer, async file =>
            {
                await using var plain = new GZipStream(source.OpenRead(), CompressionMode.Decompress);
                await plain.CopyToAsync(file, cancel);
            }, cancel);
            CacheFile.Write(note, Encoding.UTF8.GetBytes(StampOf(path)));
        }

        CacheFile.Touch(own);
        return path;
    }

    /// <summary>Removes what was not used for long.</summary>
    public void Prune()
    {
        var now = time.GetUtcNow();
        if (!Directory.Exists(folder)) return;
        CacheFile.RemoveFolders(folder, (now - Keep).UtcDateTime);
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles())
        {
            if (now.UtcDateTime - file.LastWriteTimeUtc > Keep) CacheFile.Remove(file.FullName);
        }
    }

    /// <summary>What the note beside an expanded archive says of it.</summary>
    internal static string StampOf(string path)
    {
        var stamp = FileStatus.Of(path).Stamp;
        return string.Create(CultureInfo.InvariantCulture, $"{stamp.Length} {stamp.ModifiedAt} {stamp.Identity}");
    }

    private static bool IsAsNoted(string path, string note)
    {
        try
        {
            return File.Exists(path) && File.Exists(note) && File.ReadAllText(note) == StampOf(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Makes a file, unless it is there as it was made: a note beside it tells, and whenever the file is used its bytes are compared with that. A
    /// disk may have changed them since, and a power cut left the name without the end.</summary>
    private static async Task<Descriptor> KeepAsync(string path, string mediaType, Func<Stream, Task> write, CancellationToken cancel)
    {
        var note = path + ".json";
        var kept = await KeptAsync(path, note, cancel);
        if (kept is null)
        {
            await using var file = PartialFile.Create(path);
            await using var hashed = new HashingStream(file.Stream);
            await write(hashed);
            kept = Descriptor.Of(mediaType, hashed.Digest, hashed.Count);
            await file.CommitAsync(cancel, isByContent: true);
            CacheFile.Write(note, OciJson.Write(kept));
        }

        CacheFile.Touch(path);
        CacheFile.Touch(note);
        return kept;
    }

    /// <summary>Null: it is not there, or not as it was made.</summary>
    private static async Task<Descriptor?> KeptAsync(string path, string note, CancellationToken cancel)
    {
        if (!File.Exists(path) || !File.Exists(note)) return null;
        try
        {
            var made = OciJson.Read<Descriptor>(await File.ReadAllBytesAsync(note, cancel));
            await using var file = File.OpenRead(path);
            return file.Length == made.Size && Digest.FromHash(await SHA256.HashDataAsync(file, cancel)) == made.Digest ? made : null;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
