using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Archive;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Layers of images on this machine, downloaded once. Builds ask for those of other images only for COPY --from, named owners and doubtful
/// targets; who looks into an image asks for all of its own.</summary>
/// <param name="folder">Folder of the cache; made when first needed.</param>
internal sealed class StoredBlobs(string folder)
{
    private const int Buffer = 128 * 1024;

    /// <summary>Those of this machine.</summary>
    public static StoredBlobs Of(IEnvironment environment) => new(Path.Combine(environment.CacheFolder, "blobs", "sha256"));

    /// <summary>The layer where it can be read again at once: on this machine, downloaded when it is not there yet.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="onBytes">Takes the number of bytes downloaded so far.</param>
    /// <param name="cancel">Stops; what was half downloaded is removed.</param>
    public async Task<ILayer> GetAsync(ILayer layer, Action<long>? onBytes, CancellationToken cancel)
    {
        if (layer is FileLayer or SectionLayer) return layer;
        var path = Path.Combine(folder, layer.Descriptor.Digest.Hex);
        var stored = new FileLayer(path, layer.Descriptor, layer.Origin) { IsCached = true };
        if (await IsWholeAsync(stored, cancel))
        {
            CacheFile.Touch(path);
            return stored;
        }

        var draft = $"{path}.{Guid.NewGuid():N}";
        try
        {
            CacheFile.MakeFolder(folder);
            await using (var source = await layer.OpenAsync(cancel))
            await using (var verified = new VerifyingStream(source, layer.Descriptor, layer.Descriptor.DigestText))
            await using (var target = File.Create(draft))
            {
                var buffer = new byte[Buffer];
                while (await verified.ReadAsync(buffer, cancel) is > 0 and var count)
                {
                    await target.WriteAsync(buffer.AsMemory(0, count), cancel);
                    onBytes?.Invoke(verified.Position);
                }
            }

            CacheFile.Name(draft, path);
            return stored;
        }
        catch (Exception problem)
        {
            CacheFile.Remove(draft);
            if (problem is IOException or UnauthorizedAccessException) throw OutputErrors.CacheNotWritable(path, problem);
            throw;
        }
    }

    private static async Task<bool> IsWholeAsync(FileLayer stored, CancellationToken cancel)
    {
        if (!File.Exists(stored.Path)) return false;
        try
        {
            await stored.CheckAsync(cancel);
            return true;
        }
        catch (Exception problem) when (problem is IOException or LambdaImageException)
        {
            return false;
        }
    }
}
