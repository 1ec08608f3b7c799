namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A finished layer.</summary>
/// <param name="DiffId">Digest of the uncompressed tar.</param>
/// <param name="Layer">The compressed form.</param>
/// <param name="UncompressedSize">Bytes of the tar.</param>
/// <param name="WasCached">Whether it was there already.</param>
internal sealed record WrittenLayer(Digest DiffId, FileLayer Layer, long UncompressedSize, bool WasCached);
