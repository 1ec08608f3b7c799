using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments;

/// <summary>Tells which images functions run, and how those stand to what is in Amazon ECR now. Only reads; what the
/// caller may not see of an image is left out, with a warning.</summary>
/// <param name="aws">Connection to the Region of functions that are no ARNs.</param>
/// <param name="openImage">Opens an image in its registry.</param>
/// <param name="time">Clock.</param>
/// <param name="reporter">Takes log lines.</param>
internal sealed class FunctionImageReader(AwsConnection aws, OpenImage openImage, TimeProvider time, IWorkReporter reporter)
{
    private readonly ConcurrentDictionary<string, bool> _warned = new(StringComparer.Ordinal);

    /// <exception cref="LambdaImageException">One name was asked for, and it cannot be read; among several, each has an outcome of its own.</exception>
    public async Task<IReadOnlyList<FunctionImagesOutcome>> ReadAsync(FunctionImagesRequest request, CancellationToken cancel)
    {
        var limit = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.ThrottleLimit), CancellationToken = cancel };
        var looks = await NamesAsync(request, cancel);
        await Parallel.ForEachAsync(Enumerable.Range(0, looks.Length), limit, async (index, stop) =>
        {
            if (looks[index] is { Failure: null, Name: var name }) looks[index] = await LookAsync(name, () => FunctionAsync(request, name, stop));
        });
        if (looks is [{ Failure: { } only }]) throw only;
        RunningImage[] running = [.. looks.SelectMany(look => look.Found)];
        var repositories = await RepositoriesAsync(running, limit);
        var origins = await OriginsAsync(running, repositories, limit);
        return
        [
            .. looks.Select(look => new FunctionImagesOutcome
            {
                FunctionName = look.Name,
                Images = [.. look.Found.Select(each => Record(each, repositories.GetValueOrDefault(each.Repository), origins.GetValueOrDefault(each.Uri)))],
                Failure = look.Failure,
            }),
        ];
    }

    /// <summary>Names as they are; patterns by looking at all functions of the Region, which none of the names needs.</summary>
    private async Task<Look<RunningImage>[]> NamesAsync(FunctionImagesRequest request, CancellationToken cancel)
    {
        var all = new Lazy<Task<IReadOnlyList<string>>>(() => AllAsync(cancel));
        List<Look<RunningImage>> looks = [];
        foreach (var name in request.FunctionNames.DefaultIfEmpty("*"))
        {
            var listed = IsPattern(name) ? await LookAsync(name, () => all.Value) : null;
            if (listed is null or { Failure: not null }) looks.Add(new(name, [], listed?.Failure));
            else looks.AddRange(listed.Found.Where(each => Matches(name, each)).Select(each => new Look<RunningImage>(each, [])));
        }

        return [.. looks.DistinctBy(look => look.Name)];
    }

    private async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancel)
    {
        var functions = await LambdaPages.AllAsync(aws, marker => new ListFunctions(marker, AllVersions: false), page => page.Functions, cancel);
        return [.. functions.Where(function => function.IsImage).Select(function => function.FunctionName).Order(StringComparer.Ordinal)];
    }

    /// <summary>What can be found under a name; what fails there keeps nothing else from being looked at.</summary>
    private static async Task<Look<T>> LookAsync<T>(string name, Func<Task<IReadOnlyList<T>>> look)
    {
        try
        {
            return new(name, await look());
        }
        catch (LambdaImageException failure)
        {
            return new(name, [], DeploymentErrors.About(name, failure));
        }
    }

    private async Task<IReadOnlyList<RunningImage>> FunctionAsync(FunctionImagesRequest request, string given, CancellationToken cancel)
    {
        var name = FunctionName.Parse(given);
        var own = aws.In(name.RegionIn(request.Session) ?? aws.Region);
        var latest = await own.SendAsync(new GetFunction(name.Text), cancel);
        if (latest is null) throw DeploymentErrors.FunctionUnknown(name.Name, own.Region);
        if (!latest.Configuration.IsImage) throw DeploymentErrors.NotAnImageFunction(name.Name);
        List<RunningImage> images = [new(latest, own.Region, "$LATEST", "$LATEST", Weight: null, latest.Tags)];
        if (!request.Versions && !request.Aliases) return images;
        var list = new VersionList(own, name.Text);
        var versions = new Dictionary<string, FunctionDescription?>(StringComparer.Ordinal) { ["$LATEST"] = latest };
        if (request.Versions)
        {
            foreach (var version in (await list.VersionsAsync(cancel)).Select(each => each.Version!).Reverse())
            {
                if (await VersionAsync(version) is { } one) images.Add(new(one, own.Region, version, version, Weight: null, latest.Tags));
            }
        }

        if (!request.Aliases) return images;
        foreach (var alias in await list.AliasesAsync(cancel))
        {
            var others = alias.Weights.Where(weight => weight.Value > 0).ToArray();
            var main = 1 - others.Sum(weight => weight.Value);
            foreach (var (version, weight) in (IEnumerable<KeyValuePair<string, double>>)[new(alias.FunctionVersion, main), .. others])
            {
                if (await VersionAsync(version) is { } one) images.Add(new(one, own.Region, alias.Name, version, Math.Round(weight, 4), latest.Tags) { AliasArn = alias.AliasArn });
            }
        }

        return images;

        async Task<FunctionDescription?> VersionAsync(string version) => versions.TryGetValue(version, out var known)
            ? known
            : versions[version] = await own.SendAsync(new GetFunction(name.Text, version), cancel);
    }

    /// <summary>One view of each repository, with all images and tags that somebody asks about.</summary>
    private async Task<IReadOnlyDictionary<string, RepositoryView>> RepositoriesAsync(RunningImage[] running, ParallelOptions limit)
    {
        var views = new ConcurrentDictionary<string, RepositoryView>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(running.GroupBy(each => each.Repository, StringComparer.Ordinal), limit, async (group, cancel) =>
        {
            if (ImageReference.TryParse(group.First().Uri) is not { } image || EcrRegistry.TryParse(image.Registry) is not { } registry) return;
            var view = views[group.Key] = new RepositoryView(aws.In(registry.Region), registry.AccountId, image.Repository);
            IEnumerable<EcrImageId> wanted =
            [
                .. group.Select(each => each.Digest).OfType<string>().Select(digest => new EcrImageId(registry.AccountId, image.Repository, Tag: null, Digest.Parse(digest))),
                .. group.SelectMany(each => each.SourceTags).Select(tag => new EcrImageId(registry.AccountId, image.Repository, tag, Digest: null)),
            ];
            await view.LoadAsync([.. wanted.Distinct()], cancel);
            if (view.Failure is { } failure) WarnOnce($"What is in {group.Key} cannot be told: {failure.Message} {failure.Remedy}");
        });
        return views;
    }

    /// <summary>What each image says about itself; each is read once.</summary>
    private async Task<IReadOnlyDictionary<string, ImageOrigin>> OriginsAsync(
        RunningImage[] running, IReadOnlyDictionary<string, RepositoryView> repositories, ParallelOptions limit)
    {
        var origins = new ConcurrentDictionary<string, ImageOrigin>(StringComparer.Ordinal);
        var readable = running
            .Where(each => each.Digest is { } digest && repositories.GetValueOrDefault(each.Repository) is { Failure: null } view && view.Image(digest) is not null)
            .DistinctBy(each => each.Uri);
        await Parallel.ForEachAsync(readable, limit, async (each, cancel) =>
        {
            try
            {
                var image = await openImage(ImageReference.Parse(each.Uri), each.Function.Configuration.Architecture, cancel);
                origins[each.Uri] = ImageOrigin.Of(image, time);
            }
            catch (LambdaImageException e)
            {
                WarnOnce($"The base image and age of images in {each.Repository} cannot be told: {e.Message} {e.Remedy}");
            }
        });
        return origins;
    }

    private LambdaFunctionImage Record(RunningImage running, RepositoryView? view, ImageOrigin? origin)
    {
        var function = running.Function.Configuration;
        var seen = view is { Failure: null } && running.Digest is not null;
        var image = running.Digest is { } digest ? view?.Image(digest) : null;
        var tag = running.SourceTags is [var first, ..] ? first : null;
        return new LambdaFunctionImage
        {
            FunctionName = function.FunctionName,
            FunctionArn = running.AliasArn ?? function.FunctionArn,
            Qualifier = running.Qualifier,
            Version = running.Version,
            Weight = running.Weight,
            ImageUri = running.Uri,
            Digest = running.Digest,
            Repository = running.Repository,
            SourceTags = running.SourceTags,
            Tags = seen ? image?.ImageTags ?? [] : null,
            TagDigest = tag is null ? null : view?.DigestOf(tag),
            Drift = seen ? Drift(running, view!, image) : null,
            InRepository = seen ? image is not null : null,
            Size = image?.ImageSizeInBytes,
            PushedAt = image?.ImagePushedAt is { } pushed ? AwsJson.Time(pushed) : null,
            CreatedAt = origin?.CreatedAt,
            BaseImage = origin?.BaseImage,
            BaseCreatedAt = origin?.BaseCreatedAt,
            BaseAge = origin?.BaseCreatedAt is { } made ? time.GetUtcNow() - made : null,
            Warnings = origin?.Warnings ?? [],
            ScanStatus = image?.ImageScanStatus?.Status,
            ScanFindings = image?.ImageScanFindingsSummary?.FindingSeverityCounts,
            Architecture = function.Architecture,
            State = function.State,
            StateReason = ReasonCodes.Remark(function),
            LastModified = DateTimeOffset.TryParse(function.LastModified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null,
            Region = running.Region,
        };
    }

    private static ImageDrift Drift(RunningImage running, RepositoryView view, EcrImage? image)
    {
        if (view.IsGone) return ImageDrift.RepositoryGone;
        if (image is null) return ImageDrift.ImageGone;
        if (image.ImageStatus is not (null or "ACTIVE")) return ImageDrift.ImageArchived;
        var now = running.SourceTags.Select(view.DigestOf).ToArray();
        return now.Any(digest => digest is not null && digest != running.Digest) ? ImageDrift.TagMoved
            : now.Any(digest => digest is null) ? ImageDrift.TagGone
            : ImageDrift.None;
    }

    private void WarnOnce(string text)
    {
        if (_warned.TryAdd(text, true)) reporter.Log(LogLevel.Warning, text);
    }

    private static bool IsPattern(string name) => name.AsSpan().IndexOfAny('*', '?') >= 0;

    private static bool Matches(string pattern, string name) => Regex.IsMatch(
        name,
        "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>What was found under a name, or why nothing could be.</summary>
    private sealed record Look<T>(string Name, IReadOnlyList<T> Found, LambdaImageException? Failure = null);
}

/// <summary>An image that runs somewhere.</summary>
/// <param name="Function">The function or version.</param>
/// <param name="Region">Where it runs.</param>
/// <param name="Qualifier">By which name it runs.</param>
/// <param name="Version">The version that runs.</param>
/// <param name="Weight">Share of an alias's traffic; null: it is no alias.</param>
/// <param name="FunctionTags">Tags of the function: those of a version are the function's.</param>
internal sealed record RunningImage(
    FunctionDescription Function, string Region, string Qualifier, string Version, double? Weight, IReadOnlyDictionary<string, string>? FunctionTags)
{
    public string? AliasArn { get; init; }

    /// <summary>Digest of the image; null: Lambda tells none, as of a function whose creation failed.</summary>
    public string? Digest { get; } = Oci.Digest.TryParse("sha256:" + Function.Configuration.CodeSha256, out var digest)
        ? digest.Value : ImageReference.TryParse(Function.ImageUri)?.Digest?.Value;

    public string Repository { get; } = (Function.ImageUri ?? "").Split('@')[0] is var name && name.LastIndexOf(':') > name.LastIndexOf('/')
        ? name[..name.LastIndexOf(':')] : name;

    public string Uri => Digest is null ? Function.ImageUri ?? Repository : $"{Repository}@{Digest}";

    public IReadOnlyList<string> SourceTags => ImageSource.Of(Function, FunctionTags)?.Tags ?? [];
}
