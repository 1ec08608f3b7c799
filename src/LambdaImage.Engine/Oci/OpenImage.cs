namespace LambdaImage.Engine.Oci;

/// <summary>Opens the image a reference names in its registry: an index is resolved to the one manifest for the processor.</summary>
/// <param name="reference">The image.</param>
/// <param name="architecture">Which manifest of an index is wanted.</param>
/// <param name="cancel">Stops opening.</param>
/// <returns>The image; its layers stay in the registry until they are opened.</returns>
/// <exception cref="LambdaImageException">It does not exist, cannot be reached, or is for another processor.</exception>
internal delegate Task<IImage> OpenImage(ImageReference reference, LambdaArchitecture architecture, CancellationToken cancel);
