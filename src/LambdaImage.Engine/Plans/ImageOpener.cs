using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Plans;

/// <summary>Opens a built image wherever its bytes are.</summary>
internal sealed class ImageOpener(EngineParts parts, Connections connections, IWorkReporter reporter)
{
    public Task<IImage> OpenAsync(BuiltLambdaImage image, CancellationToken cancel) => OpenAsync(
        // By digest: the tag may have moved since.
        image.Location.Kind == ImageLocationKind.Registry
            ? image.Location with { Value = ImageReference.Parse(image.Location.Value).WithDigest(Digest.Parse(image.Digest)).ToString() }
            : image.Location,
        image.Architecture,
        cancel);

    public async Task<IImage> OpenAsync(ImageLocation location, LambdaArchitecture architecture, CancellationToken cancel) => location.Kind switch
    {
        ImageLocationKind.OciLayout => await OciLayout.OpenAsync(location.Value, architecture, connections.OpenBlobAsync, cancel),
        ImageLocationKind.Archive => await ImageArchive.OpenAsync(location.Value, architecture, parts.CompressedLayers, reporter, cancel),
        _ => await connections.OpenImage(ImageReference.Parse(location.Value), architecture, cancel),
    };
}
