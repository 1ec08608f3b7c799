using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Copying;

/// <summary>Copies what a reference names as it is, an index with all that it lists, so that the digest stays the same.</summary>
/// <param name="catalog">Knows the registries.</param>
/// <param name="reporter">Takes progress and log lines.</param>
internal sealed class ReferenceCopier(RegistryCatalog catalog, IWorkReporter reporter)
{
    /// <summary>Copies; blobs that the target has, or can take over, are not sent.</summary>
    /// <param name="source">What to copy.</param>
    /// <param name="target">Where to: the repository, and the tag or digest to have there.</param>
    /// <param name="cancel">Stops; running it again goes on where it stopped.</param>
    /// <exception cref="LambdaImageException">A registry refuses it, or an index cannot be read.</exception>
    public async Task CopyAsync(ImageReference source, ImageReference target, CancellationToken cancel)
    {
        var fetched = await (await catalog.ForPullAsync(source, cancel)).SendAsync(new GetManifest(source.Selector), cancel);
        if (!MediaTypes.IsIndex(fetched.Descriptor.MediaType))
        {
            var image = await catalog.Images.OpenAsIsAsync(source.WithDigest(fetched.Descriptor.Digest), cancel);
            var push = await catalog.Pusher.PlanAsync(image, target with { Tag = null, Digest = null }, target.Digest is null ? [target.Tag!] : [], cancel);
            await push.RunAsync(reporter, cancel);
            return;
        }

        // Registries take an index only when they have what it lists.
        foreach (var digest in RegistryImageSource.Read<ImageIndex>(fetched.Bytes, source).Manifests.Select(each => RegistryImageSource.DigestOf(each, source)))
            await CopyAsync(source.WithDigest(digest), target.WithDigest(digest), cancel);
        await (await catalog.ForPushAsync(target, cancel)).SendAsync(new PutManifest(target.Selector, fetched.Descriptor, fetched.Bytes), cancel);
    }
}
