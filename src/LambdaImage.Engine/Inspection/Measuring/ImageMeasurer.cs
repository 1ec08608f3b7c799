using System.Globalization;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Inspection.Measuring;

/// <summary>Tells what an image is made of.</summary>
/// <param name="inventory">The image's files.</param>
/// <param name="baseLayers">How many of its lowest layers are the base's; null: not known.</param>
internal sealed class ImageMeasurer(ImageInventory inventory, int? baseLayers)
{
    private readonly IImage _image = inventory.Image;

    /// <param name="name">Name of the image.</param>
    /// <param name="baseImage">What it was built on; null: not known.</param>
    /// <param name="coldStart">What a cold start reads.</param>
    /// <param name="top">How many of the biggest are told.</param>
    public LambdaImageMeasurement Measure(string name, string? baseImage, IReadOnlyList<ColdStartFile> coldStart, int top)
    {
        WastedFile[] wasted = [.. inventory.Lost.Where(file => file.Content.Length > 0).Select(Wasted).OrderByDescending(file => file.Size).ThenBy(file => file.Path, StringComparer.Ordinal)];
        var layers = Layers(wasted, top);
        var folders = FolderSizes.Of(inventory.Files);
        var files = inventory.Files.Root.Walk().Where(node => node.Kind == EntryKind.File).ToList();
        var size = layers.Sum(layer => layer.Size);
        return new LambdaImageMeasurement
        {
            Image = name,
            Digest = _image.Descriptor.DigestText,
            Architecture = LambdaArchitectures.Parse(_image.Config.Architecture),
            BaseImage = baseImage,
            Size = size,
            CompressedSize = layers.Sum(layer => layer.CompressedSize),
            ShareOfLimit = Math.Round((double)size / ImageCheck.LargestImage, 4),
            Files = files.Count,
            FilesSize = folders.Size,
            WastedBytes = wasted.Sum(file => file.Size),
            EntryPoint = _image.Config.Config?.Entrypoint ?? [],
            Command = _image.Config.Config?.Cmd ?? [],
            Layers = layers,
            BiggestFiles =
            [
                .. files.Select(node => (node.Path, Content: (ListedContent)node.Entry.Content!)).DistinctBy(file => file.Content)
                    .OrderByDescending(file => file.Content.Length).ThenBy(file => file.Path, StringComparer.Ordinal).Take(top)
                    .Select(file => new MeasuredFile("/" + file.Path, file.Content.Length, file.Content.Layer + 1)),
            ],
            BiggestFolders = [.. folders.Biggest.Take(top)],
            Wasted = [.. wasted.Take(top)],
            ColdStart = coldStart,
            Advice = new ImageAdvice(inventory, layers).Of(wasted),
        };
    }

    private MeasuredLayer[] Layers(IReadOnlyList<WastedFile> wasted, int top)
    {
        var steps = Steps();
        var lost = wasted.ToLookup(file => file.Layer, file => file.Size);
        return
        [
            .. inventory.Layers.Zip(LayerChanges.Of(inventory.Layers, top)).Select((pair, number) => new MeasuredLayer(
                number + 1,
                pair.First.Layer.Descriptor.DigestText,
                _image.Config.RootFs.DiffIds.ElementAtOrDefault(number),
                _image.Layers[number].Descriptor.MediaType,
                pair.First.Layer.Descriptor.Size,
                pair.First.Size,
                pair.First.Files,
                lost[number + 1].Sum(),
                baseLayers is null ? null : number < baseLayers,
                steps[number] is { CreatedBy.Length: > 0 } step ? LayerOrigins.Shown(step.CreatedBy) : null,
                DateTimeOffset.TryParse(steps[number]?.Created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var created) ? created : null)
            {
                Added = pair.Second.Added,
                Changed = pair.Second.Changed,
                Removed = pair.Second.Removed,
            }),
        ];
    }

    /// <summary>The entry of the history for each layer. Where there are fewer, the lowest layers have none: builders add to what a base says, and some bases say nothing.</summary>
    private HistoryEntry?[] Steps()
    {
        HistoryEntry[] said = [.. (_image.Config.History ?? []).Where(entry => !entry.EmptyLayer)];
        var silent = inventory.Layers.Count - said.Length;
        return [.. inventory.Layers.Select((_, number) => number >= silent ? said.ElementAtOrDefault(number - silent) : null)];
    }

    private static WastedFile Wasted(LostFile file) => new(
        "/" + file.Path, file.Content.Length, file.Content.Layer + 1, file.Layer + 1,
        file.Instead is null ? WasteCause.Deleted
            : file.Instead.Content is ListedContent other && other.Digest == file.Content.Digest ? WasteCause.SameContent
            : WasteCause.Overwritten);
}
