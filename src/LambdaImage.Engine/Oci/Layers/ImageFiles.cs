namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Reads the layers of an image into one tree.</summary>
/// <param name="blobs">Where their bytes are kept.</param>
internal sealed class ImageFiles(StoredBlobs blobs)
{
    /// <summary>Reads names, kinds and attributes; content stays in the layers.</summary>
    /// <param name="image">The image.</param>
    /// <param name="onLayer">Told of each layer before it is read.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>The tree.</returns>
    public async Task<FileTree> ReadAsync(IImage image, Action<ILayer, int>? onLayer, CancellationToken cancel)
    {
        var tree = new FileTree();
        for (var number = 0; number < image.Layers.Count; number++)
        {
            onLayer?.Invoke(image.Layers[number], number);
            var layer = await blobs.GetAsync(image.Layers[number], cancel);
            await using var stored = await layer.OpenAsync(cancel);
            await foreach (var item in LayerReader.ReadAsync(stored, layer.Descriptor.DigestText, cancel))
            {
                var entry = item.Entry;
                if (entry.Kind == EntryKind.File)
                    entry = entry with { Content = new LayerContent(layer, item.Ordinal, item.Length) };
                tree.Apply(entry, number);
            }
        }

        return tree;
    }
}
