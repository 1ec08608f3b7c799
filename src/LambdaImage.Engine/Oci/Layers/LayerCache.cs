using System.Text.Json;
using LambdaImage.Engine.Caches;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Keeps compressed layers by their <see cref="LayerKeyWriter">key</see>. gzip's output differs between versions of
/// .NET, so the compressed form is made once on each machine and then stays the same.</summary>
/// <remarks>Builds give the files names of their own (hard links), so nobody who tidies up the cache takes a layer from under a
/// build, and a file is named by its digest, so two processes never put different bytes under one name.</remarks>
/// <param name="folder">Folder of the cache, with a folder for each layer; made when first needed.</param>
internal sealed class LayerCache(string folder)
{
    private const string NoteFile = "layer.json";

    /// <summary>Finds a layer. A file that is no longer the one that was kept is checked, and removed when it is
    /// damaged.</summary>
    /// <param name="key">Key of the layer.</param>
    /// <param name="mediaType">Media type of the gzip form.</param>
    /// <param name="path">Name that the file gets for this build.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<WrittenLayer?> FindAsync(Digest key, string mediaType, string path, CancellationToken cancel)
    {
        var note = NoteOf(key);
        if (!File.Exists(note)) return null;
        try
        {
            var known = OciJson.Read<LayerNote>(await File.ReadAllBytesAsync(note, cancel));
            var digest = Digest.Parse(known.Digest);
            var isSame = CacheFile.Link(BlobOf(key, digest), path);
            var layer = new FileLayer(path, Descriptor.Of(mediaType, digest, known.Size)) { IsCached = true };
            // Whoever finds a copy damaged later on could not tell this cache.
            if (!isSame || !known.IsOf(new FileInfo(path)))
            {
                await layer.CheckAsync(cancel);
                CacheFile.Write(note, OciJson.Write(known with { ModifiedAt = new FileInfo(path).LastWriteTimeUtc.Ticks }));
            }

            CacheFile.Touch(note);
            return new WrittenLayer(Digest.Parse(known.DiffId), layer, known.PlainSize, WasCached: true);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or IOException
            or UnauthorizedAccessException or LambdaImageException)
        {
            CacheFile.Remove(note);
            CacheFile.Remove(path);
            return null;
        }
    }

    /// <summary>Keeps a finished layer for later builds. Where the cache cannot be written to, it is made again then.</summary>
    public void Keep(Digest key, WrittenLayer layer)
    {
        var descriptor = layer.Layer.Descriptor;
        var blob = BlobOf(key, descriptor.Digest);
        var draft = $"{blob}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(blob)!);
            CacheFile.Link(layer.Layer.Path, draft);
            File.Move(draft, blob, overwrite: true);
            var written = new FileInfo(blob).LastWriteTimeUtc.Ticks;
            CacheFile.Write(
                NoteOf(key),
                OciJson.Write(new LayerNote(layer.DiffId.Value, layer.UncompressedSize, descriptor.DigestText, descriptor.Size, written)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            CacheFile.Remove(draft);
        }
    }

    private string NoteOf(Digest key) => Path.Combine(folder, key.Hex, NoteFile);

    private string BlobOf(Digest key, Digest blob) => Path.Combine(folder, key.Hex, blob.Hex + ".tar.gz");
}
