using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Plans;

/// <summary>Opens a built image wherever its bytes are.</summary>
internal sealed class ImageOpener(EngineParts parts, Connections connections, IWorkReporter reporter)
{
    public async Task<IImage> OpenAsync(BuiltLambdaImage image, CancellationToken cancel) => image.Location.Kind switch
    {
        ImageLocationKind.OciLayout => await OciLayout.OpenAsync(image.Location.Value, image.Architecture, connections.OpenBlobAsync, cancel),
        ImageLocationKind.Archive => await ImageArchive.OpenAsync(
            image.Location.Value, image.Architecture, parts.CompressedLayers, reporter, cancel),
        // By digest: the tag may have moved since.
        _ => await connections.OpenImage(
            ImageReference.Parse(image.Location.Value).WithDigest(Digest.Parse(image.Digest)), image.Architecture, cancel),
    };
}
