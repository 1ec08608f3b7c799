using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Oci;

/// <summary>Gives an image in Docker's media types those of OCI, because tools refuse anything else in an OCI layout. The blobs stay the same
/// bytes; the manifest, and with it the digest, does not.</summary>
internal static class OciDialect
{
    public static IImage Of(IImage image)
    {
        if (image.Descriptor.MediaType == MediaTypes.OciManifest) return image;
        ILayer[] layers = [.. image.Layers.Select(layer => RenamedLayer.In(MediaTypes.OciManifest, layer))];
        var manifest = image.Manifest with
        {
            MediaType = MediaTypes.OciManifest,
            Config = image.Manifest.Config with { MediaType = MediaTypes.OciConfig },
            Layers = [.. layers.Select(layer => layer.Descriptor)],
        };
        return new StoredImage(MediaTypes.OciManifest, OciJson.Write(manifest), image.ConfigBytes.ToArray(), layers);
    }
}
