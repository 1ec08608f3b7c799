using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci;

/// <summary>Several images under one name, one for each platform. Lambda refuses these. <see href="https://github.com/opencontainers/image-spec/blob/main/image-index.md"/></summary>
internal sealed record ImageIndex
{
    [JsonPropertyName("schemaVersion"), JsonPropertyOrder(0)]
    public int SchemaVersion { get; set; } = 2;

    [JsonPropertyName("mediaType"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MediaType { get; init; }

    /// <inheritdoc cref="ImageManifest.Layers"/>
    [JsonPropertyName("manifests"), JsonPropertyOrder(2)]
    public required IReadOnlyList<Descriptor> Manifests { get; init => field = OciJson.Members(value) ?? []; }

    [JsonPropertyName("annotations"), JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Annotations { get; init; }
}
