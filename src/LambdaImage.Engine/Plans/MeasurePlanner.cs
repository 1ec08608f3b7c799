using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Inspection;
using LambdaImage.Engine.Inspection.Measuring;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Plans;

/// <summary>Looks into an image, wherever its bytes are.</summary>
internal sealed class MeasurePlanner(EngineParts parts, Connections connections)
{
    public async Task<Plan<LambdaImageMeasurement>> PlanAsync(MeasureImageRequest request, IWorkReporter reporter, CancellationToken cancel)
    {
        var start = parts.Time.GetTimestamp();
        parts.Cache.KeepWithinLimit(ImageOpener.PathOf(request.Image));
        var folder = parts.Cache.NewBuild();
        try
        {
            var (name, image) = await new ImageOpener(parts, connections, reporter).OpenAsync(request.Image, request.Architecture, folder, cancel);
            var (baseImage, baseLayers) = await BaseAsync(request, name, image, reporter, cancel);
            var inventory = await new InventoryReader(parts.Blobs, reporter).ReadAsync(image, name, cancel);
            using var spool = new LayerSpool(folder);
            var coldStart = await new ColdStartReader(inventory, spool).ReadAsync(cancel);
            var result = new ImageMeasurer(inventory, baseLayers).Measure(name, baseImage, coldStart, request.Top);
            return Plan<LambdaImageMeasurement>.Of(name, "Measure it", result with { Duration = parts.Time.GetElapsedTime(start) });
        }
        finally
        {
            CacheFile.RemoveFolder(folder);
        }
    }

    /// <summary>The base, and how many of the lowest layers are its. Nulls: not known.</summary>
    private async Task<(string? Name, int? Layers)> BaseAsync(
        MeasureImageRequest request, string name, IImage image, IWorkReporter reporter, CancellationToken cancel)
    {
        // What built the image may know; of one that was taken as it is, nothing is known.
        if (request.Base is null && request.Image.Image is { BaseImage: { } known, Layers: [{ Origin: LayerOrigins.Base }, ..] layers })
            return (known, layers.TakeWhile(layer => layer.Origin == LayerOrigins.Base).Count());
        if ((request.Base ?? request.Image.Image?.BaseImage ?? ImageBase.Read(image)?.Text) is not { } text) return (null, null);
        try
        {
            var below = await connections.OpenImage(ImageReference.Parse(text), LambdaArchitectures.Parse(image.Config.Architecture) ?? LambdaArchitecture.X86_64, cancel);
            var count = image.Config.RootFs.DiffIds.Zip(below.Config.RootFs.DiffIds).TakeWhile(pair => pair.First == pair.Second).Count();
            if (count > 0) return (text, count);
            parts.Warnings.Say([$"{name} has no layer of {text}, so it is not told which layers are the base's."], reporter);
        }
        catch (LambdaImageException unknown) when (request.Base is null)
        {
            reporter.Log(LogLevel.Verbose, $"It is not known which layers come from the base {text}: {unknown.Message}");
        }

        return (null, null);
    }
}
