using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments;

/// <summary>Reads the processor from the configuration of an image in a registry.</summary>
/// <param name="image">The image, by digest.</param>
/// <param name="cancel">Stops reading.</param>
/// <returns>The processor; null when the image does not tell.</returns>
internal delegate Task<LambdaArchitecture?> FindArchitecture(ImageReference image, CancellationToken cancel);
