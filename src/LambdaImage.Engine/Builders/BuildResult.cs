using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Builders;

/// <summary>A built image and where its bytes are.</summary>
/// <param name="Image">The image.</param>
/// <param name="Location">Where its bytes are.</param>
/// <param name="BaseImage">The base of the last stage pinned by digest; null when unknown or scratch.</param>
/// <param name="Origins">For each layer, <c>base</c> or the instruction that made it.</param>
internal sealed record BuildResult(IImage Image, ImageLocation Location, string? BaseImage, IReadOnlyList<string> Origins);
