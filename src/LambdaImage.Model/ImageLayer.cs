namespace LambdaImage;

/// <summary>One layer of an image.</summary>
/// <param name="Digest">Digest of the compressed bytes as a registry stores them.</param>
/// <param name="DiffId">Digest of the uncompressed tar; null when the image's configuration does not list it.</param>
/// <param name="Size">Compressed size in bytes.</param>
/// <param name="Origin"><c>base</c> when it comes from the base image, otherwise the instruction that made it.</param>
public sealed record ImageLayer(string Digest, string? DiffId, long Size, string Origin);
