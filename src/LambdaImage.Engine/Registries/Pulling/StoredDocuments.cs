using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Pulling;

/// <summary>Manifests and configurations that were fetched before, by digest: under a digest nothing ever
/// changes.</summary>
/// <param name="folder">Folder of the cache; made when first needed.</param>
internal sealed class StoredDocuments(string folder)
{
    /// <summary>Gives a document; null when it is not there, or no longer what it was.</summary>
    public async Task<byte[]?> FindAsync(Digest digest, CancellationToken cancel)
    {
        var path = Path.Combine(folder, digest.Hex);
        try
        {
            if (!File.Exists(path)) return null;
            var bytes = await File.ReadAllBytesAsync(path, cancel);
            if (Digest.Of(bytes) != digest) return null;
            CacheFile.Touch(path);
            return bytes;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a document; where that fails it is fetched again the next time.</summary>
    public void Keep(Digest digest, byte[] document) => CacheFile.Write(Path.Combine(folder, digest.Hex), document);
}
