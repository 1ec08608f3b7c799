using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Copying;

/// <summary>Copies what a reference names as it is, an index with all that it lists, so that the digest stays the same.</summary>
/// <param name="catalog">Knows the registries.</param>
/// <param name="reporter">Takes progress and log lines.</param>
internal sealed class ReferenceCopier(RegistryCatalog catalog, IWorkReporter reporter)
{
    /// <summary>Copies; blobs that the target has, or can take over, are not sent.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="target">Where to: the repository, and the tag or digest to have there. A tag given besides the digest names the same.</param>
    /// <param name="cancel">Stops; running it again goes on where it stopped.</param>
    /// <returns>Whether it is there; not so where the target refuses an image whose layers registries do not keep, as an index for
    /// Windows, too, lists.</returns>
    /// <exception cref="LambdaImageException">A registry refuses it, or an index cannot be read.</exception>
    public async Task<bool> CopyAsync(ImageReference source, ImageReference target, CancellationToken cancel)
    {
        var fetched = await (await catalog.ForPullAsync(source, cancel)).SendAsync(new GetManifest(source.Selector), cancel);
        if (!MediaTypes.IsIndex(fetched.Descriptor.MediaType))
        {
            var image = await catalog.Images.OpenAsIsAsync(source.WithDigest(fetched.Descriptor.Digest), cancel);
            var isForeign = image.Layers.Any(layer => ForeignLayers.Is(layer.Descriptor));
            var push = await catalog.Pusher.PlanAsync(image, target with { Tag = null, Digest = null }, target.Tag is { } tag ? [tag] : [], cancel, leavesForeign: true);
            try
            {
                await push.RunAsync(reporter, cancel);
                return true;
            }
            catch (LambdaImageException refusal) when (isForeign
                && (ManifestWriter.MissesBlob(refusal) || RegistryFault.Behind(refusal) is { Status: 400 or 404 or 405 or 415 or 422 }))
            {
                reporter.Log(LogLevel.Verbose, $"{source} cannot be copied: {refusal.Message}");
                return false;
            }
        }

        // Registries take an index only when they have what it lists.
        foreach (var digest in RegistryImageSource.Read<ImageIndex>(fetched.Bytes, source).Manifests.Select(each => RegistryImageSource.DigestOf(each, source)))
        {
            if (!await CopyAsync(source.WithDigest(digest), target.WithDigest(digest), cancel)) return false;
        }

        await (await catalog.ForPushAsync(target, cancel)).SendAsync(new PutManifest(target.Tag ?? target.Selector, fetched.Descriptor, fetched.Bytes), cancel);
        return true;
    }
}
