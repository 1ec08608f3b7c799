namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A small blob that is held in memory.</summary>
/// <param name="bytes">The blob.</param>
/// <param name="mediaType">What it is.</param>
internal sealed class BytesLayer(byte[] bytes, string mediaType) : ILayer
{
    public required string FileName { get; init; }

    /// <summary>The file name is what tools that fetch artifacts write it as.</summary>
    public Descriptor Descriptor => Descriptor.Of(mediaType, Digest.Of(bytes), bytes.Length) with
    {
        Annotations = new(StringComparer.Ordinal) { ["org.opencontainers.image.title"] = FileName },
    };

    public ImageReference? Origin => null;

    public Task<Stream> OpenAsync(CancellationToken cancel) => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false));
}
