using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layout;

/// <summary>A layer that stayed in its registry.</summary>
/// <param name="folder">Layout that names it, for errors.</param>
/// <param name="descriptor">What it is.</param>
/// <param name="origin">Repository that holds it; null when the layout does not say.</param>
/// <param name="open">Opens it; null where registries are out of reach.</param>
internal sealed class ForeignLayer(
    string folder, Descriptor descriptor, ImageReference? origin, OpenBlob? open) : ILayer
{
    public Descriptor Descriptor { get; } = descriptor;

    public ImageReference? Origin { get; } = origin;

    public async Task<Stream> OpenAsync(CancellationToken cancel)
    {
        if (Origin is null || open is null) throw ImageErrors.BlobMissing(folder, Descriptor.Digest);
        var bytes = await open(Origin, Descriptor, cancel);
        return new VerifyingStream(bytes, Descriptor, $"layer {Descriptor.DigestText} of {Origin.Name}");
    }
}
