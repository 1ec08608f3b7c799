using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Repositories;

namespace LambdaImage.Engine.Plans;

/// <summary>Plans to remove a function, the images that only it uses, and its repository when that is then
/// empty.</summary>
internal sealed class RemoveFunctionPlanner(EngineParts parts, Func<AwsSession, AwsConnection> connect)
{
    public async Task<Plan<RemovedLambdaFunction>> PlanAsync(RemoveFunctionRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var name = FunctionName.Parse(request.FunctionName);
        var aws = connect(request.Session);
        if (name.RegionIn(request.Session) is { } region) aws = aws.In(region);
        var function = await aws.SendAsync(new GetFunction(name.Text), cancel) ?? throw CleanupErrors.FunctionMissing(name.Name, aws.Region);
        if (!function.Configuration.IsImage) throw CleanupErrors.NotAnImageFunction(name.Name);
        if (function.Stack is { } stack) throw CleanupErrors.OwnedByStack(name.Name, stack);

        var removed = await DescribeAsync(aws, name, function, cancel);
        var repository = request.KeepImages ? null : await RepositoryAsync(aws, function, cancel);
        var usage = repository is null ? null : new RepositoryUsage(repository, Places(request, repository), request.IgnoredAccounts);
        var images = repository is null ? null : await DecideAsync(repository, usage!, name, removed, function, aws, reporter, cancel);
        var steps = Steps(request, removed, images, repository);
        return new Plan<RemovedLambdaFunction>("function " + name.Name, string.Join("\n  ", steps), RunAsync);

        async Task<RemovedLambdaFunction> RunAsync(IWorkReporter log, CancellationToken stop)
        {
            var start = parts.Time.GetTimestamp();
            var own = aws.ReportingTo(log);
            var place = repository?.ReportingTo(log);
            // The last look comes before the first deletion: should it fail, everything still stands.
            var last = place is null ? null : await DecideAsync(place, usage!, name, removed, function, own, log, stop);
            var deletion = place is null ? null : new ImageDeletion(place.Aws, place.Name, place.AccountId, log);
            var isGone = false;
            return await HalfDone.RunAsync(DeleteAsync, Standing, log);

            async Task<RemovedLambdaFunction> DeleteAsync()
            {
                await DeleteUrlsAsync(own, name, stop);
                await own.SendAsync(new DeleteFunction(name.Text), stop);
                isGone = true;
                var done = new List<string> { $"Deleted function {name.Name}" };
                if (deletion is null || last is null) return removed with { Steps = [.. done, .. steps.Skip(1)], Duration = parts.Time.GetElapsedTime(start) };

                var left = await deletion.RunAsync(last.Contents, [.. last.Deleted], stop);
                IReadOnlyList<RepositoryImage> gone = [.. last.Images.Select(image => left.TryGetValue(image.Digest, out var reason) ? image with { Deleted = false, Reason = reason } : image)];
                done.AddRange(gone.Select(image => $"{(image.Deleted ? "Deleted" : "Kept")} image {image.Digest}: {image.Reason}"));
                var deletes = DeletesRepository(request, last) && left.Count == 0
                    && await place!.Aws.SendAsync(new DeleteRepository(place.Name, place.AccountId, request.Force), stop);
                done.Add(deletes ? $"Deleted repository {place!.Uri}" : $"Kept repository {place!.Uri}: {WhyKept(request, last)}");
                return removed with
                {
                    Repository = place.Uri,
                    Images = gone,
                    RepositoryDeleted = deletes,
                    Steps = [.. done, .. Leftovers(removed)],
                    Duration = parts.Time.GetElapsedTime(start),
                };
            }

            string? Standing() =>
                !isGone ? removed.FunctionUrls.Count > 0 ? $"Function '{name.Name}' may have lost URLs, and is there. Run the command again: it takes up from there." : null
                : last is not { Deleted.Count: > 0 } ? $"Function '{name.Name}' is deleted."
                : $"Function '{name.Name}' is deleted, and so are {deletion!.Deleted} of {Count(last.Deleted.Count, "image")} that only it used; the rest is still in {place!.Uri}. "
                    + $"Delete what no function uses: Clear-LambdaImageRepository {place.Uri} -KeepLast 0 -KeepDays 0 -WhatIf";
        }
    }

    private static async Task<RemovedLambdaFunction> DescribeAsync(
        AwsConnection aws, FunctionName name, FunctionDescription function, CancellationToken cancel)
    {
        var list = new VersionList(aws, name.Text);
        var aliases = await list.AliasesAsync(cancel);
        var mappings = await LambdaPages.AllAsync(aws, marker => new ListEventSourceMappings(name.Text, marker), page => page.Items, cancel);
        return new RemovedLambdaFunction
        {
            FunctionName = name.Name,
            FunctionArn = function.Configuration.FunctionArn,
            Region = aws.Region,
            Versions = [.. (await list.VersionsAsync(cancel)).Select(version => version.Version!).Reverse()],
            Aliases = [.. aliases.Select(Words)],
            FunctionUrls = [.. (await UrlsAsync(aws, name, aliases, cancel)).Select(url => url.Address)],
            EventSourceMappings = [.. mappings.Select(mapping => mapping.EventSourceArn is { } source ? $"{mapping.Id} ({source})" : mapping.Id)],
            Repository = ImageReference.TryParse(function.ImageUri)?.Name,
        };
    }

    /// <summary>The URLs of the function and of its aliases, each with the alias it is of.</summary>
    private static async Task<IReadOnlyList<(string? Alias, string Address)>> UrlsAsync(
        AwsConnection aws, FunctionName name, IReadOnlyList<AliasConfiguration> aliases, CancellationToken cancel)
    {
        List<(string?, string)> urls = [];
        foreach (var alias in aliases.Select(alias => alias.Name).Prepend(null))
        {
            if (await aws.SendAsync(new GetFunctionUrlConfig(name.Text, alias), cancel) is { } url) urls.Add((alias, url.Address));
        }

        return urls;
    }

    /// <summary>Lambda deletes URLs some time after their function, and one may then lead to a new function of the same name.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html"/></summary>
    private static async Task DeleteUrlsAsync(AwsConnection aws, FunctionName name, CancellationToken cancel)
    {
        var aliases = await new VersionList(aws, name.Text).AliasesAsync(cancel);
        foreach (var (alias, _) in await UrlsAsync(aws, name, aliases, cancel)) await aws.SendAsync(new DeleteFunctionUrlConfig(name.Text, alias), cancel);
    }

    /// <summary>The repository of the function's image; null: it is gone, or it is another account's.</summary>
    private static async Task<RepositoryPlace?> RepositoryAsync(AwsConnection aws, FunctionDescription function, CancellationToken cancel)
    {
        if (ImageReference.TryParse(function.ImageUri) is not { } image || EcrRegistry.TryParse(image.Registry) is not { } registry) return null;
        var caller = await aws.CallerAsync(cancel);
        if (registry.AccountId != caller.AccountId) return null;
        var found = await aws.SendAsync(new DescribeRepositories(image.Repository, AccountId: null), cancel);
        return found is null ? null : new RepositoryPlace(aws, registry, image.Repository, AccountId: null);
    }

    private IReadOnlyList<AwsConnection> Places(RemoveFunctionRequest request, RepositoryPlace repository) =>
        [.. request.Accounts.Prepend(request.Session).Select(session => connect(session).In(repository.Registry.Region))];

    private static async Task<Decision> DecideAsync(
        RepositoryPlace repository, RepositoryUsage usage, FunctionName name, RemovedLambdaFunction removed, FunctionDescription function,
        AwsConnection aws, IWorkReporter reporter, CancellationToken cancel)
    {
        var used = await usage.ReadAsync(reporter, cancel);
        var others = used.Without(function.Configuration.FunctionArn);
        var contents = await RepositoryContents.ReadAsync(repository.Aws, repository.Name, repository.AccountId, cancel);
        var own = (await new VersionList(aws, name.Text).VersionsAsync(cancel)).Select(version => "sha256:" + version.CodeSha256)
            .Append("sha256:" + function.Configuration.CodeSha256)
            .Where(contents.Has).ToHashSet(StringComparer.Ordinal);
        List<RepositoryImage> images = [];
        List<string> deleted = [];
        foreach (var digest in own.Order(StringComparer.Ordinal))
        {
            var keeps = others.Of(digest) is { Count: > 0 } users ? "used by " + string.Join(", ", users)
                : contents.Parents[digest].FirstOrDefault() is { } index ? $"belongs to the index {index}; Clear-LambdaImageRepository deletes both when nothing uses them"
                : null;
            images.Add(new RepositoryImage
            {
                Digest = digest,
                Tags = contents[digest].ImageTags ?? [],
                PushedAt = contents[digest].ImagePushedAt is { } seconds ? AwsJson.Time(seconds) : null,
                Size = contents[digest].ImageSizeInBytes ?? 0,
                Deleted = keeps is null,
                Reason = keeps ?? $"only function {removed.FunctionName} uses it",
            });
            if (keeps is not null) continue;
            deleted.Add(digest);
            deleted.AddRange(contents.Referrers[digest].Where(referrer => !own.Contains(referrer)));
        }

        var rest = contents.Images.Select(image => image.ImageDigest).Except(deleted, StringComparer.Ordinal).ToArray();
        return new Decision(contents, images, deleted, rest.Length, rest.Count(digest => others.Of(digest).Count > 0));
    }

    private static bool DeletesRepository(RemoveFunctionRequest request, Decision decision) =>
        !request.KeepRepository && (decision.Rest == 0 || (request.Force && decision.RestInUse == 0));

    private static string WhyKept(RemoveFunctionRequest request, Decision decision) =>
        request.KeepRepository ? "as asked"
        : decision.RestInUse > 0 ? $"{decision.RestInUse} of its images are used by other functions"
        : decision.Rest > 0 ? $"it holds {Count(decision.Rest, "other image")}; Clear-LambdaImageRepository or -Force deletes them"
        : "something was pushed to it meanwhile";

    private static List<string> Steps(
        RemoveFunctionRequest request, RemovedLambdaFunction removed, Decision? decision, RepositoryPlace? repository)
    {
        List<string> parts = [];
        if (removed.Versions.Count > 0) parts.Add($"versions {string.Join(", ", removed.Versions)}");
        if (removed.Aliases.Count > 0) parts.Add($"aliases {string.Join(", ", removed.Aliases)}");
        if (removed.FunctionUrls.Count > 0) parts.Add($"{(removed.FunctionUrls.Count == 1 ? "URL" : "URLs")} {string.Join(", ", removed.FunctionUrls)}");
        List<string> steps = [$"Delete function {removed.FunctionName}{(parts.Count == 0 ? "" : " with " + string.Join(", ", parts))}"];
        if (decision is null || repository is null)
        {
            steps.Add(request.KeepImages
                ? "keep its images, as asked"
                : $"keep its images: {removed.Repository ?? "their repository"} is gone, or belongs to another account");
        }
        else
        {
            steps.AddRange(decision.Images.Select(image => $"{(image.Deleted ? "delete" : "keep")} image {image.Digest}: {image.Reason}"));
            steps.Add(DeletesRepository(request, decision)
                ? $"delete repository {repository.Uri}{(decision.Rest > 0 ? $" with {Count(decision.Rest, "other image")} that no function uses" : ", which is then empty")}"
                : $"keep repository {repository.Uri}: {WhyKept(request, decision)}");
        }

        steps.AddRange(Leftovers(removed));
        return steps;
    }

    private static IEnumerable<string> Leftovers(RemovedLambdaFunction removed) => removed.EventSourceMappings.Select(
        mapping => $"event source mapping {mapping} stays and will fail: aws lambda delete-event-source-mapping --uuid {mapping.Split(' ')[0]}");

    private static string Words(AliasConfiguration alias) => $"{alias.Name} → {alias.FunctionVersion}" + string.Concat(
        alias.Weights.Select(weight => string.Create(CultureInfo.InvariantCulture, $" and {weight.Value:P0} → {weight.Key}")));

    private static string Count(int count, string noun) =>
        count == 1 ? $"1 {noun}" : string.Create(CultureInfo.InvariantCulture, $"{count} {noun}s");

    /// <summary>What becomes of the images.</summary>
    /// <param name="Contents">The repository.</param>
    /// <param name="Images">The images of the function.</param>
    /// <param name="Deleted">Digests that go, with what is about them.</param>
    /// <param name="Rest">How many others there are in the repository.</param>
    /// <param name="RestInUse">How many of those other functions use.</param>
    private sealed record Decision(
        RepositoryContents Contents, IReadOnlyList<RepositoryImage> Images, IReadOnlyList<string> Deleted, int Rest, int RestInUse);
}
