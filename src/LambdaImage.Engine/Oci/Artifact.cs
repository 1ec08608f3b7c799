using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Oci.Layout;

namespace LambdaImage.Engine.Oci;

/// <summary>Makes artifacts: documents that registries keep beside an image, which stays as it is.
/// <see href="https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage"/></summary>
internal static class Artifact
{
    private static readonly byte[] EmptyConfig = "{}"u8.ToArray();

    /// <param name="content">The one document.</param>
    /// <param name="artifactType">What it is.</param>
    /// <param name="subject">Manifest of the image that it is about.</param>
    /// <returns>A manifest that can be pushed like that of an image. The same document about the same image always gives the same digest.</returns>
    public static IImage About(Descriptor subject, string artifactType, BytesLayer content) => new StoredImage(
        MediaTypes.OciManifest,
        OciJson.Write(new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            ArtifactType = artifactType,
            Config = Descriptor.Of(MediaTypes.OciEmpty, Digest.Of(EmptyConfig), EmptyConfig.Length),
            Layers = [content.Descriptor],
            Subject = Descriptor.Of(subject.MediaType, subject.Digest, subject.Size),
        }),
        EmptyConfig, [content]);
}
