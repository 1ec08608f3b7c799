using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci;

/// <summary>What a blob is, how big it is, and its address. <see href="https://github.com/opencontainers/image-spec/blob/main/descriptor.md"/></summary>
internal sealed record Descriptor
{
    [JsonPropertyName("mediaType"), JsonPropertyOrder(0)]
    public required string MediaType { get; init => field = OciJson.Required(value); }

    [JsonPropertyName("digest"), JsonPropertyOrder(1)]
    public required string DigestText { get; init => field = OciJson.Required(value); }

    /// <summary>Bytes.</summary>
    [JsonPropertyName("size"), JsonPropertyOrder(2)]
    public required long Size { get; init; }

    [JsonPropertyName("platform"), JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Platform? Platform { get; init; }

    [JsonPropertyName("annotations"), JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Annotations { get; init; }

    /// <summary>What an artifact is that is no image; null for images.</summary>
    [JsonPropertyName("artifactType"), JsonPropertyOrder(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ArtifactType { get; init; }

    [JsonIgnore]
    public Digest Digest => Digest.Parse(DigestText);

    public static Descriptor Of(string mediaType, Digest digest, long size) =>
        new() { MediaType = mediaType, DigestText = digest.Value, Size = size };
}
