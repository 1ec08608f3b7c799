using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments;

/// <summary>Tells what an update would change. Only reads.</summary>
internal sealed class FunctionComparer(FunctionUpdater updater, IWorkReporter reporter)
{
    public async Task<LambdaFunctionComparison> CompareAsync(UpdateFunctionRequest update, CancellationToken cancel)
    {
        var (aws, goal, current, change) = await updater.LookAsync(update, reporter, cancel);
        var now = current?.ImageUri is { } uri ? await LookAsync(aws, uri, cancel) : null;
        var then = await LookAsync(aws, goal.Image.Uri, cancel);
        return new LambdaFunctionComparison
        {
            FunctionName = goal.Name.Name,
            NoChange = change.IsNothing,
            Change = change.IsNothing ? DeploymentChange.NoChange : change.Create ? DeploymentChange.Created : DeploymentChange.Updated,
            Summary = change.Words,
            Differences = [.. Image(current, goal, change), .. change.Settings?.Differences ?? Creation(goal, change), .. change.Extras.Differences],
            ImageUri = current?.ImageUri,
            NewImageUri = goal.Image.Uri,
            Tags = now?.Tags,
            NewTags = then.Tags,
            Size = now?.Size,
            NewSize = then.Size,
            LayersAdded = Missing(then, now),
            LayersRemoved = now is null ? null : Missing(now, then),
            Region = goal.Region,
        };
    }

    private static IEnumerable<FunctionDifference> Image(Aws.Lambda.FunctionDescription? current, FunctionGoal goal, FunctionChange change)
    {
        if (!change.Create && !change.Code) yield break;
        if (current?.ImageUri != goal.Image.Uri) yield return new("image", current?.ImageUri, goal.Image.Uri);
        if (goal.Image.Architecture is { } architecture && architecture != current?.Configuration.Architecture)
        {
            yield return new("architecture", current?.Configuration.Architecture.ApiName(), architecture.ApiName());
        }
    }

    /// <summary>All settings of a function that is created are new.</summary>
    private static IReadOnlyList<FunctionDifference> Creation(FunctionGoal goal, FunctionChange change) => change.Create
        ? SettingsChange.Between(new() { FunctionName = goal.Name.Name, FunctionArn = "" }, goal.Settings, goal.Name.Text)?.Differences ?? []
        : [];

    private async Task<ImageFacts> LookAsync(AwsConnection aws, string imageUri, CancellationToken cancel)
    {
        try
        {
            var (reference, registry) = FunctionImages.Parse(imageUri);
            var id = EcrImageId.Of(registry, reference);
            var ecr = aws.In(registry.Region);
            var image = await ecr.SendAsync(new DescribeImages(id), cancel);
            var manifest = (await ecr.SendAsync(new BatchGetImage(id), cancel)).ImageManifest!;
            var layers = OciJson.Read<ImageManifest>(System.Text.Encoding.UTF8.GetBytes(manifest)).Layers
                .Select(layer => new ImageLayer(layer.DigestText, DiffId: null, layer.Size, Origin: ""));
            return new(image is null ? null : image.ImageTags ?? [], image?.ImageSizeInBytes, [.. layers]);
        }
        catch (Exception e) when (e is LambdaImageException or System.Text.Json.JsonException)
        {
            reporter.Log(LogLevel.Verbose, $"Tags, size and layers of {imageUri} are not known: {e.Message}");
            return new(Tags: null, Size: null, Layers: null);
        }
    }

    private static IReadOnlyList<ImageLayer>? Missing(ImageFacts from, ImageFacts? other) =>
        from.Layers is null || other is { Layers: null }
            ? null
            : [.. from.Layers.Where(layer => other?.Layers!.Any(each => each.Digest == layer.Digest) != true)];

    private sealed record ImageFacts(IReadOnlyList<string>? Tags, long? Size, IReadOnlyList<ImageLayer>? Layers);
}
