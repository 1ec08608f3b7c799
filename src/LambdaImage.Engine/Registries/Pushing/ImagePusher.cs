using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>Plans pushes: asks the target what it has, so that the plan can say what will be sent.</summary>
/// <param name="catalog">Knows the registries.</param>
/// <param name="places">Knows which repositories have a blob; null: only where images come from is known.</param>
/// <param name="log">Takes log lines.</param>
internal sealed class ImagePusher(RegistryCatalog catalog, BlobPlaces? places, IWorkReporter log)
{
    /// <summary>Questions at a time: they are answered in one round trip, and no registry throttles so few.</summary>
    private const int ParallelQuestions = 8;

    /// <summary>Finds out what pushing would do. Nothing is written, and no layer is opened.</summary>
    /// <param name="image">The image, wherever it is.</param>
    /// <param name="target">Repository to push to; its tag counts when <paramref name="tags"/> is empty.</param>
    /// <param name="tags">Tags to set.</param>
    /// <param name="cancel">Stops planning.</param>
    /// <param name="leavesForeign">Whether layers that registries do not keep stay where they are; else they are an error.</param>
    public async Task<PushPlan> PlanAsync(
        IImage image, ImageReference target, IReadOnlyList<string> tags, CancellationToken cancel, bool leavesForeign = false)
    {
        if (!leavesForeign && image.Layers.FirstOrDefault(layer => ForeignLayers.Is(layer.Descriptor)) is { } foreign)
            throw RegistryErrors.ForeignLayer($"The image for {target.Name}", foreign.Descriptor.MediaType);

        var client = await catalog.ForPushAsync(target, cancel);
        IReadOnlyList<string> wanted = tags.Count == 0 && target.Tag is { } tag
            ? [tag]
            : [.. tags.Distinct(StringComparer.Ordinal)];
        var facts = await AskAsync(client, image, wanted, await BlobsAsync(client, image, cancel), cancel);
        var plan = new PushPlan(client, image, WithPlaces(client.Endpoint, await WithHeadStartsAsync(client, facts, cancel)), places);
        log.Log(LogLevel.Verbose, $"{plan.Target}: {plan.Action}");
        return plan;
    }

    /// <summary>Asks the target what it has.</summary>
    private static async Task<PushFacts> AskAsync(
        RegistryClient client, IImage image, IReadOnlyList<string> wanted, IReadOnlyList<PlannedBlob> blobs, CancellationToken cancel)
    {
        var there = new Digest?[wanted.Count];
        // One request first: it learns how to log in, which the parallel ones then need not; and where nothing changed, it says so.
        if (wanted.Count > 0) there[0] = await DigestAtAsync(client, wanted[0], cancel);
        var hasManifest = wanted.Count > 0 && there[0] == image.Descriptor.Digest;
        var isMissing = false;
        var isOpen = !hasManifest;
        if (wanted.Count == 0 || (there[0] is null && !client.Endpoint.Traits.CreatesRepositories))
        {
            isOpen = false;
            hasManifest = await HasManifestAsync(client, image, cancel);
            isMissing = !hasManifest && !client.Endpoint.Traits.CreatesRepositories && await IsMissingAsync(client, image, cancel);
        }

        var hasBlob = new bool[blobs.Count];
        List<Func<CancellationToken, Task>> questions = [];
        if (!hasManifest && !isMissing)
        {
            if (isOpen) questions.Add(async stop => hasManifest = await HasManifestAsync(client, image, stop));
            questions.AddRange(blobs.Select((blob, index) => (Func<CancellationToken, Task>)(async stop =>
                hasBlob[index] = await client.SendAsync(new HeadBlob(blob.Descriptor.Digest), stop))));
        }

        if (!isMissing)
        {
            questions.AddRange(wanted.Skip(1).Select((name, index) => (Func<CancellationToken, Task>)(async stop =>
                there[index + 1] = await DigestAtAsync(client, name, stop))));
        }

        await Parallel.ForEachAsync(
            questions, new ParallelOptions { MaxDegreeOfParallelism = ParallelQuestions, CancellationToken = cancel },
            (question, stop) => new ValueTask(question(stop)));

        var toWrite = wanted.Where((_, index) => there[index] != image.Descriptor.Digest);
        var toMove = wanted.Where((_, index) => there[index] is { } other && other != image.Descriptor.Digest);
        return new PushFacts(
            hasManifest, isMissing, [.. blobs.Select((blob, index) => blob with { IsThere = hasManifest || hasBlob[index] })], wanted, [.. toWrite], [.. toMove]);
    }

    /// <summary>Goes on with uploads that have begun, and ends those that nobody needs.</summary>
    private async Task<PushFacts> WithHeadStartsAsync(RegistryClient client, PushFacts facts, CancellationToken cancel)
    {
        var sent = 0L;
        List<PlannedBlob> blobs = [];
        foreach (var blob in facts.Blobs)
        {
            var starts = await catalog.HeadStarts.FindAsync(client.Endpoint, blob.Descriptor.Digest);
            blobs.Add(blob.IsThere ? blob : blob with { HeadStart = starts is [var begun, ..] ? begun : null });
            // Another image may have had the same layer made at the same time.
            foreach (var needless in starts.Skip(blob.IsThere ? 0 : 1)) sent += await needless.GiveUpAsync(cancel);
        }

        return facts with { Blobs = blobs, SentForNothing = sent };
    }

    /// <summary>Adds where blobs may be taken over from that this machine has seen in other repositories. It costs no request: the upload that
    /// begins with the question goes on where the answer is no.</summary>
    private PushFacts WithPlaces(RegistryEndpoint endpoint, PushFacts facts) => places is null || !endpoint.Traits.CanMount ? facts : facts with
    {
        Blobs = [.. facts.Blobs.Select(blob => blob is { IsThere: false, MountFrom: null, HeadStart: null }
            ? blob with { MountFrom = places.Find(endpoint, blob.Descriptor) } : blob)],
    };

    /// <summary>What a tag or digest points at; null: nothing.</summary>
    public static async Task<Digest?> DigestAtAsync(RegistryClient client, string selector, CancellationToken cancel)
    {
        var head = await client.SendAsync(new HeadManifest(selector), cancel);
        if (head is null) return null;
        return head.Digest ?? (await client.SendAsync(new GetManifest(selector), cancel)).Descriptor.Digest;
    }

    private static async Task<bool> HasManifestAsync(RegistryClient client, IImage image, CancellationToken cancel) =>
        await DigestAtAsync(client, image.Descriptor.DigestText, cancel) == image.Descriptor.Digest;

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

    private async Task<IReadOnlyList<PlannedBlob>> BlobsAsync(
        RegistryClient client, IImage image, CancellationToken cancel)
    {
        List<PlannedBlob> blobs = [];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var layer in image.Layers.Where(layer => !ForeignLayers.Is(layer.Descriptor)))
        {
            if (seen.Add(layer.Descriptor.DigestText))
                blobs.Add(new PlannedBlob(
                    layer.Descriptor, false, await MountFromAsync(client, layer.Origin, cancel), layer.OpenAsync));
        }

        var config = image.ConfigBytes;
        if (seen.Add(image.Manifest.Config.DigestText))
            blobs.Add(new PlannedBlob(
                image.Manifest.Config, false, await MountFromAsync(client, image.Origin, cancel),
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
}
