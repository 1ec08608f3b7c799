namespace LambdaImage.Engine.Oci;

/// <summary>A layer under the name that another dialect has for its format: the same bytes.</summary>
internal sealed class RenamedLayer : ILayer
{
    private readonly ILayer _layer;

    private RenamedLayer(ILayer layer, string mediaType) => (_layer, Descriptor) = (layer, layer.Descriptor with { MediaType = mediaType });

    public Descriptor Descriptor { get; }

    public ImageReference? Origin => _layer.Origin;

    /// <summary>The layer as a manifest of that type names it. Only gzip has a name in both dialects; others stay as they are.</summary>
    public static ILayer In(string manifestType, ILayer layer)
    {
        var name = manifestType == MediaTypes.DockerManifest ? MediaTypes.DockerLayerGzip : MediaTypes.OciLayerGzip;
        return !MediaTypes.IsGzipLayer(layer.Descriptor.MediaType) || layer.Descriptor.MediaType == name ? layer : new RenamedLayer(layer, name);
    }

    public Task<Stream> OpenAsync(CancellationToken cancel) => _layer.OpenAsync(cancel);
}
