using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.Engine.Registries.Referring;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to have one image at several places. Each place stands for itself: what fails there is told there.</summary>
internal sealed class CopyPlanner(EngineParts parts, Func<AwsSession, Connections> connect)
{
    /// <summary>Places at a time: each sends four blobs at once itself.</summary>
    private const int Parallel = 4;

    public async Task<IPlan<IReadOnlyList<ImageCopy>>> PlanAsync(CopyRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var source = ImageReference.Parse(request.ImageUri);
        var connections = connect(request.Session);
        var home = EcrRegistry.TryParse(source.Registry);
        if (home is null && request.Destinations.Count == 0) throw CleanupErrors.NotEcr(request.ImageUri);
        var architecture = request.Architecture ?? await connections.FindArchitectureAsync(source, cancel) ?? LambdaArchitecture.X86_64;
        var image = await connections.OpenImage(source, architecture, cancel);
        var tags = request.Tags.Count > 0 ? request.Tags : source.Tag is { } tag ? [tag] : [];
        foreach (var each in tags) PublishTarget.CheckTag(each);
        var referrers = await new ReferrerReader(connections.Registries, reporter).ReadAsync(source.WithDigest(image.Descriptor.Digest), cancel);
        if (ImageCheck.Doubt(image, request.ImageUri) is { } doubt) parts.Warnings.Say([doubt], reporter);
        IReadOnlyList<AwsSession> sessions = request.Destinations.Count > 0
            ? request.Destinations
            : [request.Session with { Region = home!.Region }];
        var places = new Place[sessions.Count];
        await EachAsync(sessions.Count, async (index, stop) => places[index] = await PlanOneAsync(sessions[index], stop), cancel);
        return new Plan<IReadOnlyList<ImageCopy>>(
            $"{source.Name}@{image.Descriptor.DigestText}", string.Join("\n  ", places.Select(place => place.Words)), RunAsync)
        {
            Changes = places.Any(place => place.Changes),
        };

        async Task<IReadOnlyList<ImageCopy>> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var copies = new ImageCopy[places.Length];
            return await HalfDone.RunAsync<IReadOnlyList<ImageCopy>>(
                async () =>
                {
                    await EachAsync(places.Length, async (index, token) => copies[index] = await CopyOneAsync(places[index], log, token), stop);
                    return copies;
                },
                () => Standing(places, copies),
                log);
        }

        async Task<Place> PlanOneAsync(AwsSession session, CancellationToken stop)
        {
            var words = Words(session);
            try
            {
                var there = connect(session);
                // In its own registry the image need not be looked up under another account.
                var account = home is not null && request.Destinations.Count == 0 ? home.AccountId : null;
                var ecr = await new EcrRepositories(there.Aws, reporter).PlanAsync(
                    new RepositoryTarget(request.Repository ?? source.Repository, account, !request.NoCreateRepository) { Options = request.RepositoryOptions },
                    stop);
                parts.Warnings.Say(ecr.Warnings, reporter);
                var push = await there.Registries.Pusher.PlanAsync(image, ImageReference.Parse(ecr.Uri), tags, stop);
                ecr.CheckMoves(push.TagsToMove);
                List<PushPlan> along = [];
                foreach (var referrer in referrers) along.Add(await there.Registries.Pusher.PlanAsync(referrer, ImageReference.Parse(ecr.Uri), [], stop));
                return new Place(words, there, ecr, push, along, Failure: null);
            }
            catch (LambdaImageException failure)
            {
                return new Place(words, There: null, Ecr: null, Push: null, [], failure);
            }
        }

        async Task<ImageCopy> CopyOneAsync(Place place, IWorkReporter log, CancellationToken stop)
        {
            var start = parts.Time.GetTimestamp();
            if (place is not { There: { } there, Ecr: { } ecr, Push: { } push }) return Failed(place, place.Failure!);
            try
            {
                var (created, done) = await new EcrRepositories(there.Aws.ReportingTo(log), log, parts.Time).RunAsync(ecr, () => push.RunAsync(log, stop), stop);
                var sent = done.BytesSent;
                foreach (var referrer in place.Referrers) sent += (await referrer.RunAsync(log, stop)).BytesSent;
                await VerifyAsync(there, push.Target, stop);
                return new ImageCopy
                {
                    Destination = place.Name,
                    ImageUri = push.Target.ToString(),
                    Repository = push.Target.Name,
                    Digest = image.Descriptor.DigestText,
                    Tags = push.Tags,
                    Region = ecr.Registry.Region,
                    AccountId = ecr.Registry.AccountId,
                    NoChange = !place.Changes,
                    RepositoryCreated = created,
                    Referrers = [.. place.Referrers.Select(referrer => referrer.Target.Digest!.Value.Value)],
                    BytesSent = sent,
                    Duration = parts.Time.GetElapsedTime(start),
                };
            }
            catch (LambdaImageException failure)
            {
                return Failed(place, failure);
            }
        }

        ImageCopy Failed(Place place, LambdaImageException failure) => new()
        {
            Destination = place.Name,
            Digest = image.Descriptor.DigestText,
            Repository = place.Ecr?.Uri,
            Region = place.Ecr?.Registry.Region,
            AccountId = place.Ecr?.Registry.AccountId,
            FailedWith = failure.Kind,
            Error = failure.Message,
            Remedy = failure.Remedy,
        };
    }

    /// <summary>Asks the destination itself: what it answers is what Lambda will get.</summary>
    private static async Task VerifyAsync(Connections there, ImageReference target, CancellationToken cancel)
    {
        var client = await there.Registries.ForPushAsync(target, cancel);
        var head = await client.SendAsync(new HeadManifest(target.Selector), cancel);
        if (head is null || (head.Digest is { } digest && digest != target.Digest))
            throw RegistryErrors.DigestMismatch($"back {target}", target.Selector, head?.Digest?.Value ?? "nothing at all");
    }

    private static Task EachAsync(int count, Func<int, CancellationToken, Task> work, CancellationToken cancel) =>
        System.Threading.Tasks.Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancel },
            (index, stop) => new ValueTask(work(index, stop)));

    /// <summary>Where things stand when it is stopped. At each place the image is whole or has no tags yet: those come last.</summary>
    private static string? Standing(Place[] places, ImageCopy?[] copies)
    {
        var states = places.Zip(copies).ToArray();
        string[] done = [.. states.Where(state => state.Second is { FailedWith: null }).Select(state => state.First.Name)];
        string[] left = [.. states.Where(state => state.Second is not { FailedWith: null })
            .Select(state => state.Second is { Error: { } error } ? $"{state.First.Name} ({error.TrimEnd('.')})" : state.First.Name)];
        return left.Length == 0 ? null
            : $"The image is in {(done.Length == 0 ? "none of the places" : string.Join(", ", done))}; left: {string.Join(", ", left)}. "
                + "Run the command again: what is there is not sent twice.";
    }

    private static string Words(AwsSession session) => string.Join(
        " as ", ((string?[])[session.Region ?? session.DefaultRegion ?? "the session's Region", session.RoleArn ?? (session.ProfileName is { } profile ? $"profile {profile}" : null)]).OfType<string>());

    /// <summary>One place, as far as it could be planned.</summary>
    private sealed record Place(
        string Name, Connections? There, EcrRepositoryPlan? Ecr, PushPlan? Push, IReadOnlyList<PushPlan> Referrers, LambdaImageException? Failure)
    {
        public bool Changes => Failure is null && (Ecr!.Action is not null || !Push!.NoChange || Referrers.Any(referrer => !referrer.NoChange));

        public string Words => Failure is not null ? $"{Name}: cannot be done: {Failure.Message}"
            : $"{Name}: {(Ecr!.Action is { } first ? first + ", then: " : "")}{Push!.Action}{Along} ({Push.Target})";

        private string Along => Referrers.Count(referrer => !referrer.NoChange) is > 0 and var count ? $"; copy {count} that {(count == 1 ? "refers" : "refer")} to it" : "";
    }
}
