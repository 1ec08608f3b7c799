using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>What is in the layers of images, each read once in a build however many stages ask.</summary>
internal sealed class ImageListings(StoredBlobs blobs, BuildSteps steps, IWorkReporter reporter)
{
    /// <summary>As many as Docker's own client downloads at a time.</summary>
    private const int MostDownloads = 3;

    private readonly Dictionary<string, IReadOnlyList<(LayerEntry Entry, int Layer)>> _known =
        new(StringComparer.Ordinal);

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

    private async Task<IReadOnlyList<(LayerEntry Entry, int Layer)>> ReadAsync(
        IImage image, string name, CancellationToken cancel)
    {
        var size = image.Layers.Sum(layer => layer.Descriptor.Size);
        reporter.Log(LogLevel.Verbose, $"Reading {image.Layers.Count} layers of {name} ({size:N0} bytes).");
        var files = new ILayer[image.Layers.Count];
        var options = new ParallelOptions { CancellationToken = cancel, MaxDegreeOfParallelism = MostDownloads };
        await Parallel.ForAsync(0, files.Length, options, async (number, stop) =>
        {
            var descriptor = image.Layers[number].Descriptor;
            var step = steps.Start($"Download layer {descriptor.DigestText} of {name}", descriptor.Size);
            files[number] = await blobs.GetAsync(image.Layers[number], done => steps.Advance(step, done), stop);
            steps.Complete(step);
        });
        // Higher layers hide what is in lower ones, so they are read in order.
        var listing = new List<(LayerEntry, int)>();
        foreach (var (file, number) in files.Select((file, number) => (file, number)))
        {
            await foreach (var entry in FilesOfAsync(file, cancel)) listing.Add((entry, number));
        }

        return listing;
    }

    /// <summary>Entries of one layer or archive; content stays in it.</summary>
    public static async IAsyncEnumerable<LayerEntry> FilesOfAsync(
        ILayer layer, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
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
