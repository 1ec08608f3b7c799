using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>Plans pushes: asks the target what it has, so that the plan can say what will be sent.</summary>
internal sealed class ImagePusher(RegistryCatalog catalog, IWorkReporter log)
{
    /// <summary>Finds out what pushing would do. Nothing is written, and no layer is opened.</summary>
    /// <param name="image">The image, wherever it is.</param>
    /// <param name="target">Repository to push to; its tag counts when <paramref name="tags"/> is empty.</param>
    /// <param name="tags">Tags to set.</param>
    /// <param name="cancel">Stops planning.</param>
    public async Task<PushPlan> PlanAsync(
        IImage image, ImageReference target, IReadOnlyList<string> tags, CancellationToken cancel)
    {
        foreach (var layer in image.Layers)
        {
            if (ForeignLayers.Is(layer.Descriptor))
                throw RegistryErrors.ForeignLayer($"The image for {target.Name}", layer.Descriptor.MediaType);
        }

        var client = await catalog.ForPushAsync(target, cancel);
        IReadOnlyList<string> wanted = tags.Count == 0 && target.Tag is { } tag
            ? [tag]
            : [.. tags.Distinct(StringComparer.Ordinal)];
        // One request first: it learns how to log in, which the parallel ones then need not.
        var hasManifest = await DigestAtAsync(client, image.Descriptor.DigestText, cancel) == image.Descriptor.Digest;
        var isMissing = !hasManifest && !client.Endpoint.Traits.CreatesRepositories
            && await IsMissingAsync(client, image, cancel);
        var (toWrite, toMove) = isMissing ? (wanted, []) : await CompareTagsAsync(client, wanted, image, cancel);
        var blobs = await BlobsAsync(client, image, cancel);
        if (hasManifest) blobs = [.. blobs.Select(blob => blob with { IsThere = true })];
        else if (!isMissing) blobs = await CheckAsync(client, blobs, cancel);
        var plan = new PushPlan(client, image, new PushFacts(hasManifest, isMissing, blobs, wanted, toWrite, toMove));
        log.Log(LogLevel.Verbose, $"{plan.Target}: {plan.Action}");
        return plan;
    }

    /// <summary>What a tag or digest points at; null: nothing.</summary>
    private static async Task<Digest?> DigestAtAsync(RegistryClient client, string selector, CancellationToken cancel)
    {
        var head = await client.SendAsync(new HeadManifest(selector), cancel);
        if (head is null) return null;
        return head.Digest ?? (await client.SendAsync(new GetManifest(selector), cancel)).Descriptor.Digest;
    }

    /// <summary>HEAD cannot tell an absent image from an absent repository; GET says which.</summary>
    private static async Task<bool> IsMissingAsync(RegistryClient client, IImage image, CancellationToken cancel)
    {
        try
        {
            await client.SendAsync(new GetManifest(image.Descriptor.DigestText), cancel);
            return false;
        }
        catch (LambdaImageException absent)
            when (absent.Kind is ErrorKind.RepositoryNotFound or ErrorKind.ImageNotFound)
        {
            return absent.Kind == ErrorKind.RepositoryNotFound;
        }
    }

    /// <summary>The tags that do not point at the image yet, and those of them that point at another one.</summary>
    private static async Task<(IReadOnlyList<string> ToWrite, IReadOnlyList<string> ToMove)> CompareTagsAsync(
        RegistryClient client, IReadOnlyList<string> tags, IImage image, CancellationToken cancel)
    {
        var digests = new Digest?[tags.Count];
        await InParallelAsync(tags.Count, async (index, token) => digests[index] = await DigestAtAsync(client, tags[index], token), cancel);
        var toWrite = tags.Where((_, index) => digests[index] != image.Descriptor.Digest);
        return ([.. toWrite], [.. tags.Where((_, index) => digests[index] is { } other && other != image.Descriptor.Digest)]);
    }

    private async Task<IReadOnlyList<PlannedBlob>> BlobsAsync(
        RegistryClient client, IImage image, CancellationToken cancel)
    {
        List<PlannedBlob> blobs = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in image.Layers)
        {
            if (seen.Add(layer.Descriptor.DigestText))
                blobs.Add(new PlannedBlob(
                    layer.Descriptor, false, await MountFromAsync(client, layer.Origin, cancel), layer.OpenAsync));
        }

        var config = image.ConfigBytes;
        if (seen.Add(image.Manifest.Config.DigestText))
            blobs.Add(new PlannedBlob(
                image.Manifest.Config, false, null,
                _ => Task.FromResult<Stream>(new MemoryStream(config.ToArray(), writable: false))));
        return blobs;
    }

    private async Task<string?> MountFromAsync(RegistryClient client, ImageReference? origin, CancellationToken cancel)
    {
        if (origin is null || !client.Endpoint.Traits.CanMount) return null;
        var source = await catalog.PullEndpointAsync(origin, cancel);
        return source.IsSameRegistry(client.Endpoint) && source.Repository != client.Endpoint.Repository
            ? source.Repository
            : null;
    }

    private static async Task<IReadOnlyList<PlannedBlob>> CheckAsync(
        RegistryClient client, IReadOnlyList<PlannedBlob> blobs, CancellationToken cancel)
    {
        var isThere = new bool[blobs.Count];
        await InParallelAsync(
            blobs.Count,
            async (index, token) =>
                isThere[index] = await client.SendAsync(new HeadBlob(blobs[index].Descriptor.Digest), token),
            cancel);
        return [.. blobs.Select((blob, index) => blob with { IsThere = isThere[index] })];
    }

    private static Task InParallelAsync(int count, Func<int, CancellationToken, Task> work, CancellationToken cancel) =>
        Parallel.ForEachAsync(
        Enumerable.Range(0, count),
        new ParallelOptions { MaxDegreeOfParallelism = PushPlan.ParallelUploads, CancellationToken = cancel },
        (index, token) => new ValueTask(work(index, token)));
}
