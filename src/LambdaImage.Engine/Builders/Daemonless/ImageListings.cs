using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>What is in the layers of images, each read once in a build however many stages ask.</summary>
internal sealed class ImageListings(StoredBlobs blobs, IWorkReporter reporter)
{
    private readonly Dictionary<string, IReadOnlyList<(LayerEntry Entry, int Layer)>> _known = new(StringComparer.Ordinal);

    /// <summary>A tree of the image's files that the caller may change.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">Its name, for the log.</param>
    /// <param name="cancel">Stops reading.</param>
    public async Task<FileTree> TreeAsync(IImage image, string name, CancellationToken cancel)
    {
        var key = image.Descriptor.DigestText;
        if (!_known.TryGetValue(key, out var listing)) _known[key] = listing = await ReadAsync(image, name, cancel);
        var tree = new FileTree();
        foreach (var (entry, layer) in listing) tree.Apply(entry, layer);
        return tree;
    }

    private async Task<IReadOnlyList<(LayerEntry Entry, int Layer)>> ReadAsync(IImage image, string name, CancellationToken cancel)
    {
        var listing = new List<(LayerEntry, int)>();
        for (var number = 0; number < image.Layers.Count; number++)
        {
            var descriptor = image.Layers[number].Descriptor;
            reporter.Log(LogLevel.Verbose, $"Reading layer {number + 1} of {image.Layers.Count} of {name} ({descriptor.Size:N0} bytes).");
            var layer = await blobs.GetAsync(image.Layers[number], cancel);
            await foreach (var entry in FilesOfAsync(layer, cancel)) listing.Add((entry, number));
        }

        return listing;
    }

    /// <summary>Entries of one layer or archive; content stays in it.</summary>
    public static async IAsyncEnumerable<LayerEntry> FilesOfAsync(
        FileLayer layer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await using var stored = await layer.OpenAsync(cancel);
        await foreach (var item in LayerReader.ReadAsync(stored, layer.Descriptor.DigestText, cancel))
        {
            yield return item.Entry.Kind == EntryKind.File
                ? item.Entry with { Content = new LayerContent(layer, item.Ordinal, item.Length) }
                : item.Entry;
        }
    }
}
