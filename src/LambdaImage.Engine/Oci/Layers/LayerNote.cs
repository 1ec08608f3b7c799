using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>What the cache knows of a compressed layer without reading it.</summary>
/// <param name="DiffId">Digest of the plain tar.</param>
/// <param name="PlainSize">Its bytes.</param>
/// <param name="Digest">Digest of the compressed form.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="ModifiedAt">When the file was written, in ticks, UTC: one with another time is read before it is used.</param>
internal sealed record LayerNote(
    [property: JsonPropertyName("diffId")] string DiffId,
    [property: JsonPropertyName("plainSize")] long PlainSize,
    [property: JsonPropertyName("digest")] string Digest,
    [property: JsonPropertyName("size")] long Size,
    [property: JsonPropertyName("modifiedAt")] long ModifiedAt)
{
    public bool IsOf(FileInfo file) => file.Length == Size && file.LastWriteTimeUtc.Ticks == ModifiedAt;
}
