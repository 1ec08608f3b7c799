using System.Globalization;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments.Traffic;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Deployments.Releases;

/// <summary>Tells the releases of a function from what AWS itself keeps: versions with their descriptions, aliases, and
/// the tags and labels of images. Only reads.</summary>
/// <param name="connector">Opens the connection of the request's session.</param>
/// <param name="openImage">Opens an image in its registry, for its labels.</param>
internal sealed class ReleaseHistory(AwsConnector connector, OpenImage openImage)
{
    private const string LabelPrefix = "org.opencontainers.image.";

    /// <summary>Enough to hide the way to AWS and back, few enough not to be throttled.</summary>
    private const int AtOnce = 4;

    public async Task<LambdaReleaseHistory> ReadAsync(ReleaseHistoryRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var name = FunctionName.Parse(request.FunctionName);
        var connection = connector.Connect(request.Session, reporter);
        var aws = connection.In(name.RegionIn(request.Session) ?? connection.Region);
        var latest = await aws.SendAsync(new GetFunction(name.Text), cancel) ?? throw DeploymentErrors.FunctionUnknown(name.Name, aws.Region);
        var list = new VersionList(aws, name.Text);
        var versions = await list.VersionsAsync(cancel);
        var aliases = await list.AliasesAsync(cancel);
        var previous = aliases.Select(alias => VersionList.Before(
                versions, alias.FunctionVersion, versions.FirstOrDefault(version => version.Version == alias.FunctionVersion)?.CodeSha256,
                AliasNote.Previous(alias.Description))?.Version)
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        var releases = new LambdaFunctionRelease[Math.Min(request.Limit, versions.Count)];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, releases.Length),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel },
            async (index, stop) => releases[index] = await ReleaseAsync(aws, name, versions[index], aliases, previous, latest, reporter, stop));
        return new LambdaReleaseHistory { FunctionName = name.Name, Releases = releases };
    }

    private async Task<LambdaFunctionRelease> ReleaseAsync(
        AwsConnection aws, FunctionName name, FunctionConfiguration version, IReadOnlyList<AliasConfiguration> aliases,
        HashSet<string> previous, FunctionDescription latest, IWorkReporter reporter, CancellationToken cancel)
    {
        var number = version.Version!;
        var uri = (await aws.SendAsync(new GetFunction(name.Text, number), cancel))?.ImageUri;
        var facts = ReleaseFacts.Parse(version.Description);
        var image = version.CodeSha256 is { } digits && ImageReference.TryParse(uri) is { } reference && Digest.TryParse("sha256:" + digits, out var digest)
            ? reference.WithDigest(digest) : null;
        var (tags, exists) = image is null ? ([], null) : await TagsAsync(aws, image, reporter, cancel);
        var labels = image is null || exists == false
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            : await LabelsAsync(image, version.Architecture, reporter, cancel);
        var pointing = aliases.Select(alias => Share(alias, number)).OfType<string>().Order(StringComparer.Ordinal).ToArray();
        return new LambdaFunctionRelease
        {
            FunctionName = name.Name,
            Version = number,
            ImageUri = image?.ToString() ?? uri,
            Digest = image?.Digest?.Value,
            Published = DateTimeOffset.TryParse(version.LastModified, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var when) ? when : null,
            Aliases = pointing,
            IsLive = pointing.Length > 0,
            IsPrevious = previous.Contains(number),
            IsLatest = version.CodeSha256 is not null && version.CodeSha256 == latest.Configuration.CodeSha256,
            Revision = facts?.Revision ?? labels.GetValueOrDefault("revision"),
            Branch = facts?.Branch ?? labels.GetValueOrDefault(SourceLabels.Branch) ?? labels.GetValueOrDefault("ref.name"),
            IsDirty = facts?.IsDirty ?? (bool.TryParse(labels.GetValueOrDefault(SourceLabels.Dirty), out var dirty) ? dirty : null),
            User = facts?.User ?? labels.GetValueOrDefault(SourceLabels.User),
            Tool = facts?.Tool ?? labels.GetValueOrDefault(SourceLabels.Tool),
            Tag = facts?.Tag,
            ImageTags = tags,
            Labels = labels,
            ImageExists = exists,
            Description = version.Description,
            Region = aws.Region,
        };
    }

    /// <summary>The alias with its share of the traffic; null: it sends none.</summary>
    private static string? Share(AliasConfiguration alias, string version)
    {
        var given = alias.Weights.Values.Sum();
        var share = alias.FunctionVersion == version ? 1 - given : alias.Weights.GetValueOrDefault(version);
        if (share <= 0) return null;
        return share >= 1 ? alias.Name : string.Create(CultureInfo.InvariantCulture, $"{alias.Name} {share * 100:0.##}%");
    }

    private static async Task<(IReadOnlyList<string> Tags, bool? Exists)> TagsAsync(
        AwsConnection aws, ImageReference image, IWorkReporter reporter, CancellationToken cancel)
    {
        if (EcrRegistry.TryParse(image.Registry) is not { } registry) return ([], null);
        try
        {
            var found = await aws.SendAsync(new DescribeImages(EcrImageId.Of(registry, image)), cancel);
            return (found?.ImageTags ?? [], found is null ? null : true);
        }
        catch (LambdaImageException e) when (e.Kind == ErrorKind.ImageNotFound)
        {
            return ([], false);
        }
        catch (LambdaImageException e)
        {
            reporter.Log(LogLevel.Verbose, $"The tags of {image} are not known: {e.Message}");
            return ([], null);
        }
    }

    private async Task<Dictionary<string, string>> LabelsAsync(
        ImageReference image, LambdaArchitecture architecture, IWorkReporter reporter, CancellationToken cancel)
    {
        try
        {
            var opened = await openImage(image, architecture, cancel);
            return (opened.Config.Config?.Labels ?? [])
                .Select(label => (Name: label.Key.StartsWith(LabelPrefix, StringComparison.Ordinal) ? label.Key[LabelPrefix.Length..] : label.Key, label.Value))
                .DistinctBy(label => label.Name).ToDictionary(label => label.Name, label => label.Value, StringComparer.Ordinal);
        }
        catch (LambdaImageException e)
        {
            reporter.Log(LogLevel.Verbose, $"The labels of {image} are not known: {e.Message}");
            return new Dictionary<string, string>(StringComparer.Ordinal);
        }
    }
}
