namespace LambdaImage.Engine.Oci.Layout;

/// <summary>An image put together from its documents and layers.</summary>
internal sealed class StoredImage : IImage
{
    /// <param name="mediaType">Media type of the manifest.</param>
    /// <param name="manifest">The manifest's bytes.</param>
    /// <param name="config">The configuration's bytes.</param>
    /// <param name="layers">One for each descriptor of the manifest.</param>
    /// <exception cref="System.Text.Json.JsonException">A document is not what it should be.</exception>
    public StoredImage(
        string mediaType, ReadOnlyMemory<byte> manifest, ReadOnlyMemory<byte> config, IReadOnlyList<ILayer> layers)
    {
        ManifestBytes = manifest;
        Descriptor = Descriptor.Of(mediaType, Digest.Of(manifest.Span), manifest.Length);
        Manifest = OciJson.Read<ImageManifest>(manifest.Span);
        ConfigBytes = config;
        Config = OciJson.Read<ImageConfig>(config.Span);
        Layers = layers;
    }

    public ReadOnlyMemory<byte> ManifestBytes { get; }

    public Descriptor Descriptor { get; }

    public ImageManifest Manifest { get; }

    public ReadOnlyMemory<byte> ConfigBytes { get; }

    public ImageConfig Config { get; }

    public IReadOnlyList<ILayer> Layers { get; }

    /// <summary>Name and tag in the layout, or a tag alone; null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Makes the manifest for a configuration and its layers, in the dialect of
    /// <paramref name="manifestType"/>.</summary>
    /// <param name="manifestType">Media type of the manifest.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="layers">The layers, lowest first.</param>
    /// <param name="based">What the image rests on, which it then tells; null: nothing.</param>
    /// <param name="inherited">Labels of what it rests on.</param>
    /// <param name="annotations">Further annotations of the manifest; null: none.</param>
    public static StoredImage Compose(
        string manifestType, ImageConfig config, IReadOnlyList<ILayer> layers, ImageBase? based = null,
        IReadOnlyDictionary<string, string>? inherited = null, IReadOnlyDictionary<string, string>? annotations = null)
    {
        var isInLabels = ImageBase.IsInLabels(manifestType);
        if (based is not null && isInLabels) config = based.Label(config, inherited);
        var configBytes = OciJson.Write(config);
        var configType = manifestType == MediaTypes.DockerManifest ? MediaTypes.DockerConfig : MediaTypes.OciConfig;
        var manifest = new ImageManifest
        {
            MediaType = manifestType,
            Config = Descriptor.Of(configType, Digest.Of(configBytes), configBytes.Length),
            Layers = [.. layers.Select(layer => layer.Descriptor)],
            Annotations = based is not null && !isInLabels ? based.Annotate(annotations)
                : annotations is { Count: > 0 } ? new(annotations.ToDictionary(), StringComparer.Ordinal) : null,
        };
        return new StoredImage(manifestType, OciJson.Write(manifest), configBytes, layers);
    }
}
