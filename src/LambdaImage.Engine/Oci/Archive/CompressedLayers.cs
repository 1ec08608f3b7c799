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

    /// <summary>Tells beside a file what was made.</summary>
    private const string NoteFile = "made.json";

    private const string DraftFile = "draft";

    /// <summary>The plain form of an archive.</summary>
    private const string ExpandedName = "image.tar";

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
        var own = Path.Combine(folder, diffId.Hex);
        // Programs with another gzip make other bytes of the same layer: by this name nobody puts theirs where somebody reads.
        var (path, made) = await KeepAsync(own, MediaTypes.OciLayerGzip, digest => digest.Hex + ".tar.gz", async file =>
        {
            await using var plain = open();
            await ParallelGzipStream.CompressAsync(plain, file, _blocks, onBytes, cancel);
        }, cancel);
        CacheFile.Touch(own);
        return (path, made.Digest, made.Size);
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
        var path = Path.Combine(own, ExpandedName);
        var note = path + ".stamp";
        if (!CacheFile.Says(note, () => StampOf(path)))
        {
            await KeepAsync(own, MediaTypes.OciLayer, _ => ExpandedName, async file =>
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
        if (Directory.Exists(folder)) CacheFile.RemoveFolders(folder, (time.GetUtcNow() - Keep).UtcDateTime);
    }

    /// <summary>What the note beside an expanded archive says of it.</summary>
    internal static string StampOf(string path)
    {
        var stamp = FileStatus.Of(path).Stamp;
        return string.Create(CultureInfo.InvariantCulture, $"{stamp.Length} {stamp.ModifiedAt} {stamp.Identity}");
    }

    /// <summary>Makes a file, unless it is there as it was made: a note beside it tells, and whenever the file is used its bytes are compared with that. A
    /// disk may have changed them since, and a power cut left the name without the end.</summary>
    /// <param name="own">Folder of the file and its note.</param>
    /// <param name="mediaType">What it is.</param>
    /// <param name="nameOf">The name that stands for its bytes.</param>
    /// <param name="write">Makes it.</param>
    /// <param name="cancel">Stops.</param>
    private static async Task<(string Path, Descriptor Made)> KeepAsync(
        string own, string mediaType, Func<Digest, string> nameOf, Func<Stream, Task> write, CancellationToken cancel)
    {
        var note = Path.Combine(own, NoteFile);
        if (await KeptAsync(own, note, nameOf, cancel) is { } kept) return kept;
        await using var file = PartialFile.Create(Path.Combine(own, DraftFile));
        await using var hashed = new HashingStream(file.Stream);
        await write(hashed);
        var made = Descriptor.Of(mediaType, hashed.Digest, hashed.Count);
        var path = Path.Combine(own, nameOf(made.Digest));
        await file.CommitAsync(cancel, path);
        CacheFile.Write(note, OciJson.Write(made));
        return (path, made);
    }

    /// <summary>Null: it is not there, or not as it was made.</summary>
    private static async Task<(string Path, Descriptor Made)?> KeptAsync(string own, string note, Func<Digest, string> nameOf, CancellationToken cancel)
    {
        if (!File.Exists(note)) return null;
        try
        {
            var made = OciJson.Read<Descriptor>(await File.ReadAllBytesAsync(note, cancel));
            var path = Path.Combine(own, nameOf(made.Digest));
            await using var file = File.OpenRead(path);
            return file.Length == made.Size && Digest.FromHash(await SHA256.HashDataAsync(file, cancel)) == made.Digest ? (path, made) : null;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
