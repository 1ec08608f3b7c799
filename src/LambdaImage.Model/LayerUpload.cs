namespace LambdaImage;

/// <summary>What publishing did with one blob.</summary>
/// <param name="Digest">Digest of the blob.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Transfer">Whether it was there, mounted or sent.</param>
public sealed record LayerUpload(string Digest, long Size, BlobTransfer Transfer);
