using System.Text.Json;
using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Keeps compressed layers by the digest of their uncompressed bytes. A layer's identity is that digest;
/// gzip's output differs between
/// versions of .NET, so the compressed form is made once on each machine and then stays the same.</summary>
/// <param name="folder">Folder of the cache; made when first needed.</param>
internal sealed class LayerCache(string folder)
{
    /// <summary>Finds a layer; what is damaged is removed and not found.</summary>
    public async Task<FileLayer?> FindAsync(Digest diffId, string mediaType, CancellationToken cancel)
    {
        var (blob, note) = Paths(diffId);
        if (!File.Exists(note) || !File.Exists(blob)) return null;
        try
        {
            var known = OciJson.Read<Note>(await File.ReadAllBytesAsync(note, cancel));
            var layer = new FileLayer(blob, Descriptor.Of(mediaType, Digest.Parse(known.Digest), known.Size));
            await using var content = await layer.OpenAsync(cancel);
            await content.CopyToAsync(Stream.Null, cancel);
            return layer;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or IOException
            or UnauthorizedAccessException or LambdaImageException)
        {
            Remove(note);
            Remove(blob);
            return null;
        }
    }

    /// <summary>Takes over a finished file. Where the cache cannot be written to the file stays where it is.</summary>
    /// <param name="path">Compressed layer in a file of the caller's own.</param>
    /// <param name="diffId">Digest of its uncompressed bytes.</param>
    /// <param name="descriptor">What it is.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The layer at its final place.</returns>
    public async Task<FileLayer> KeepAsync(string path, Digest diffId, Descriptor descriptor, CancellationToken cancel)
    {
        var (blob, note) = Paths(diffId);
        var draft = $"{note}.{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(
                draft, OciJson.Write(new Note(descriptor.DigestText, descriptor.Size)), cancel);
            File.Move(path, blob, overwrite: true);
            File.Move(draft, note, overwrite: true);
            return new FileLayer(blob, descriptor);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Remove(draft);
            return new FileLayer(File.Exists(path) ? path : blob, descriptor);
        }
    }

    private (string Blob, string Note) Paths(Digest diffId) =>
        (Path.Combine(folder, diffId.Hex + ".tar.gz"), Path.Combine(folder, diffId.Hex + ".json"));

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It is only a cache: whoever comes next tries again.
        }
    }

    private sealed record Note(
        [property: JsonPropertyName("digest")] string Digest, [property: JsonPropertyName("size")] long Size);
}
