using System.Text.Json;
using System.Text.Json.Serialization;
using LambdaImage.Engine.Caches;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Keeps compressed layers by their <see cref="LayerKeyWriter">key</see>. gzip's output differs between versions of
/// .NET, so the compressed form is made once on each machine and then stays the same.</summary>
/// <param name="folder">Folder of the cache, with a folder for each layer; made when first needed.</param>
internal sealed class LayerCache(string folder)
{
    private const string BlobFile = "layer.tar.gz";
    private const string NoteFile = "layer.json";

    /// <summary>Finds a layer. A file that is no longer the one that was kept is checked, and removed when it is
    /// damaged.</summary>
    public async Task<WrittenLayer?> FindAsync(Digest key, string mediaType, CancellationToken cancel)
    {
        var (blob, note) = (Path.Combine(Place(key), BlobFile), Path.Combine(Place(key), NoteFile));
        if (!File.Exists(note)) return null;
        try
        {
            var known = OciJson.Read<Note>(await File.ReadAllBytesAsync(note, cancel));
            var layer = new FileLayer(blob, Descriptor.Of(mediaType, Digest.Parse(known.Digest), known.Size));
            if (FileStamp.Of(new FileInfo(blob)) != known.Stamp)
            {
                await layer.CheckAsync(cancel);
                await WriteNoteAsync(note, known with { Stamp = FileStamp.Of(new FileInfo(blob)) }, cancel);
            }

            CacheFile.Touch(note);
            return new WrittenLayer(Digest.Parse(known.DiffId), layer, known.PlainSize, WasCached: true);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or IOException
            or UnauthorizedAccessException or LambdaImageException)
        {
            CacheFile.Remove(note);
            CacheFile.Remove(blob);
            return null;
        }
    }

    /// <summary>Takes over a finished file. Where the cache cannot be written to the file stays where it is.</summary>
    /// <param name="key">Key of the layer.</param>
    /// <param name="written">The layer in a file of the caller's own.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The layer at its final place.</returns>
    public async Task<WrittenLayer> KeepAsync(Digest key, WrittenLayer written, CancellationToken cancel)
    {
        var (blob, note) = (Path.Combine(Place(key), BlobFile), Path.Combine(Place(key), NoteFile));
        var kept = written with { Layer = new FileLayer(blob, written.Layer.Descriptor) };
        try
        {
            Directory.CreateDirectory(Place(key));
            File.Move(written.Layer.Path, blob, overwrite: true);
            var descriptor = written.Layer.Descriptor;
            var stamp = FileStamp.Of(new FileInfo(blob));
            await WriteNoteAsync(
                note,
                new Note(written.DiffId.Value, written.UncompressedSize, descriptor.DigestText, descriptor.Size, stamp),
                cancel);
            return kept;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return File.Exists(written.Layer.Path) ? written : kept;
        }
    }

    private string Place(Digest key) => Path.Combine(folder, key.Hex);

    private static async Task WriteNoteAsync(string path, Note note, CancellationToken cancel)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            await File.WriteAllBytesAsync(draft, OciJson.Write(note), cancel);
            File.Move(draft, path, overwrite: true);
        }
        finally
        {
            CacheFile.Remove(draft);
        }
    }

    /// <param name="DiffId">Digest of the plain tar.</param>
    /// <param name="PlainSize">Its bytes.</param>
    /// <param name="Digest">Digest of the compressed form.</param>
    /// <param name="Size">Its bytes.</param>
    /// <param name="Stamp">Of the file when it was whole.</param>
    private sealed record Note(
        [property: JsonPropertyName("diffId")] string DiffId,
        [property: JsonPropertyName("plainSize")] long PlainSize,
        [property: JsonPropertyName("digest")] string Digest,
        [property: JsonPropertyName("size")] long Size,
        [property: JsonPropertyName("stamp")] FileStamp Stamp);
}
