using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>Stores the manifest of an image under its digest or a tag: always the same bytes.</summary>
internal sealed class ManifestWriter(RegistryClient client, IImage image, IWorkReporter log)
{
    /// <param name="selector">The digest, or a tag.</param>
    /// <param name="cancel">Stops at once.</param>
    /// <returns>Bytes that were sent.</returns>
    public async Task<long> PutAsync(string selector, CancellationToken cancel)
    {
        try
        {
            await client.SendAsync(new PutManifest(selector, image.Descriptor, image.ManifestBytes), cancel);
        }
        catch (LambdaImageException refusal) when (MayMeanDone(refusal))
        {
            // An immutable tag that points at this very image is what was wanted; ECR refuses to store the same image
            // twice.
            var there = await client.SendAsync(new HeadManifest(selector), cancel);
            if (there?.Digest != image.Descriptor.Digest) throw;
            log.Log(LogLevel.Verbose, $"{client.Endpoint.Reference.Name} has {selector} already");
            return 0;
        }

        return image.ManifestBytes.Length;
    }

    /// <summary>Whether the registry refused the manifest because a blob is not there.</summary>
    public static bool MissesBlob(LambdaImageException refusal) => RegistryFault.Behind(refusal)?.Body is { } body
        && (body.Has("MANIFEST_BLOB_UNKNOWN") || body.Has("BLOB_UNKNOWN") || body.Says("layers are not found")
            || body.Says("layers do not exist"));

    private static bool MayMeanDone(LambdaImageException refusal) => refusal.Kind == ErrorKind.TagImmutable
        || (RegistryFault.Behind(refusal) is { } fault
            && (fault.Status == 409 || (fault.Status == 400 && fault.Body.Says("already exists"))));
}
