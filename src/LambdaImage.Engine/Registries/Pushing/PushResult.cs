namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>What a push did.</summary>
/// <param name="Blobs">Every blob of the image, and whether it was sent.</param>
/// <param name="BytesSent">Bytes of blobs and manifests that were sent.</param>
/// <param name="Tags">Tags that now point at the image.</param>
internal sealed record PushResult(IReadOnlyList<LayerUpload> Blobs, long BytesSent, IReadOnlyList<string> Tags);
