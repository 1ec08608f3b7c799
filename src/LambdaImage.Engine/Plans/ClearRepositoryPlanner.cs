using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Repositories;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to delete the images of a repository that no function uses.</summary>
internal sealed class ClearRepositoryPlanner(EngineParts parts, Func<AwsSession, AwsConnection> connect)
{
    /// <summary>Begin of the tags that keep untagged images in use out of the lifecycle policy's reach.</summary>
    private const string InUseTag = "in-use-";

    private const int ShortHex = 12;

    public async Task<Plan<RepositoryCleanup>> PlanAsync(ClearRepositoryRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        if (request.KeepLast < 0) throw CleanupErrors.KeepInvalid("-KeepLast", "it is negative");
        if (request.KeepYounger < TimeSpan.Zero) throw CleanupErrors.KeepInvalid("-KeepDays", "it is negative");
        var repository = await RepositoryPlace.FindAsync(request.Repository, connect(request.Session), cancel);
        var usage = new RepositoryUsage(repository, Places(request, repository), request.IgnoredAccounts);
        var (planned, used) = await DecideAsync(request, repository, usage, reporter, cancel);
        var policy = request.WriteLifecyclePolicy ? await PolicyAsync(request, repository, cancel) : null;
        var tags = request.WriteLifecyclePolicy ? ToTag(planned, used) : [];
        var doomed = planned.Where(image => image.Deleted).ToArray();
        return new Plan<RepositoryCleanup>(repository.Uri, Action(planned, doomed, policy, tags), RunAsync)
        {
            Changes = doomed.Length > 0 || policy is not null || tags.Count > 0,
            Preview = Result(planned, used, policyWritten: false, TimeSpan.Zero),
        };

        async Task<RepositoryCleanup> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var start = parts.Time.GetTimestamp();
            var place = repository.ReportingTo(log);
            if (doomed.Length == 0 && policy is null && tags.Count == 0) return Result(planned, used, policyWritten: false, TimeSpan.Zero);

            // Somebody may have deployed one of them, or pushed, since the plan was made and approved.
            var contents = await RepositoryContents.ReadAsync(place.Aws, place.Name, place.AccountId, stop);
            var usedNow = await usage.ReadAsync(log, stop);
            var agreed = doomed.Select(image => image.Digest).ToHashSet(StringComparer.Ordinal);
            IReadOnlyList<RepositoryImage> now = [.. Rules(request).Decide(contents, usedNow).Select(image => image.Deleted && !agreed.Contains(image.Digest)
                ? image with { Deleted = false, Reason = "was not part of the plan" }
                : image)];
            foreach (var image in now.Where(image => !image.Deleted && agreed.Contains(image.Digest)))
                log.Log(LogLevel.Warning, $"{image.Digest} stays after all: {image.Reason}.");
            string[] digests = [.. now.Where(image => image.Deleted).Select(image => image.Digest)];
            var deletion = new ImageDeletion(place.Aws, place.Name, place.AccountId, log);
            var left = await HalfDone.RunAsync(
                async () =>
                {
                    if (request.WriteLifecyclePolicy) await ProtectAsync(place, ToTag(now, usedNow), policy, stop);
                    return await deletion.RunAsync(contents, digests, stop);
                },
                () => $"{deletion.Deleted} of {digests.Length} images are deleted, none that a function uses. Run the command again: it takes up from there.",
                log);
            foreach (var (digest, reason) in left) log.Log(LogLevel.Warning, $"{digest} stays: {reason}");
            return Result(
                [.. now.Select(image => left.TryGetValue(image.Digest, out var reason) ? image with { Deleted = false, Reason = reason } : image)],
                usedNow, policy is not null, parts.Time.GetElapsedTime(start));
        }

        RepositoryCleanup Result(IReadOnlyList<RepositoryImage> images, ImageUsage asked, bool policyWritten, TimeSpan duration) => new()
        {
            Repository = repository.Uri,
            Region = repository.Registry.Region,
            AccountId = repository.Registry.AccountId,
            Images = images,
            Checked = asked.Checked,
            FunctionVersions = asked.FunctionVersions,
            LifecyclePolicyWritten = policyWritten,
            Duration = duration,
        };
    }

    private async Task<(IReadOnlyList<RepositoryImage> Images, ImageUsage Usage)> DecideAsync(
        ClearRepositoryRequest request, RepositoryPlace repository, RepositoryUsage usage, IWorkReporter reporter, CancellationToken cancel)
    {
        var used = await usage.ReadAsync(reporter, cancel);
        var contents = await RepositoryContents.ReadAsync(repository.Aws, repository.Name, repository.AccountId, cancel);
        return (Rules(request).Decide(contents, used), used);
    }

    private CleanupRules Rules(ClearRepositoryRequest request) =>
        new(request.KeepLast, request.KeepYounger, request.KeepTags, parts.Time.GetUtcNow());

    private IReadOnlyList<AwsConnection> Places(ClearRepositoryRequest request, RepositoryPlace repository)
    {
        string[] regions = [.. request.Regions.Prepend(repository.Registry.Region).Distinct(StringComparer.Ordinal)];
        return [.. request.Accounts.Prepend(request.Session).SelectMany(session => regions.Select(region => connect(session).In(region)))];
    }

    /// <summary>The lifecycle policy to write; null: it is there already.</summary>
    private static async Task<string?> PolicyAsync(ClearRepositoryRequest request, RepositoryPlace repository, CancellationToken cancel)
    {
        var wanted = LifecyclePolicy.Untagged(Math.Max(request.KeepLast, 1));
        var present = await repository.Aws.SendAsync(new GetLifecyclePolicy(repository.Name, repository.AccountId), cancel);
        return LifecyclePolicy.Same(wanted, present) ? null : wanted;
    }

    /// <summary>Images in use that the policy could reach: their tag moved on, and functions still run them.</summary>
    private static IReadOnlyList<RepositoryImage> ToTag(IReadOnlyList<RepositoryImage> images, ImageUsage usage) =>
        [.. images.Where(image => !image.Deleted && image.Tags.Count == 0 && usage.Of(image.Digest).Count > 0)];

    private static async Task ProtectAsync(
        RepositoryPlace repository, IReadOnlyList<RepositoryImage> images, string? policy, CancellationToken cancel)
    {
        foreach (var image in images)
        {
            var found = await repository.Aws.SendAsync(
                new BatchGetImage(new EcrImageId(repository.Registry.AccountId, repository.Name, Tag: null, Oci.Digest.Parse(image.Digest))), cancel);
            await repository.Aws.SendAsync(
                new PutImage(repository.Name, repository.AccountId, image.Digest, found.ImageManifest!, found.ImageManifestMediaType, TagOf(image)), cancel);
        }

        if (policy is not null) await repository.Aws.SendAsync(new PutLifecyclePolicy(repository.Name, repository.AccountId, policy), cancel);
    }

    private static string TagOf(RepositoryImage image) => InUseTag + Oci.Digest.Parse(image.Digest).Hex[..ShortHex];

    private static string Action(
        IReadOnlyList<RepositoryImage> images, IReadOnlyList<RepositoryImage> doomed, string? policy, IReadOnlyList<RepositoryImage> tags)
    {
        List<string> steps = [];
        foreach (var image in tags) steps.Add($"tag {image.Digest} as {TagOf(image)}");
        if (policy is not null) steps.Add("write a lifecycle policy that expires untagged images only");
        steps.Add(doomed.Count == 0 ? $"delete none of {images.Count} images" : $"delete {doomed.Count} of {images.Count} images");
        var words = string.Join("; ", steps);
        return char.ToUpperInvariant(words[0]) + words[1..] + string.Concat(images.OrderByDescending(image => image.Deleted).Select(image => "\n  " + image));
    }
}
