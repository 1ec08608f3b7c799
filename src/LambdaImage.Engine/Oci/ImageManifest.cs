using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci;

/// <summary>One image: its configuration and its layers, lowest first. <see href="https://github.com/opencontainers/image-spec/blob/main/manifest.md"/></summary>
internal sealed record ImageManifest
{
    [JsonPropertyName("schemaVersion"), JsonPropertyOrder(0)]
    public int SchemaVersion { get; set; } = 2;

    [JsonPropertyName("mediaType"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MediaType { get; init; }

    [JsonPropertyName("config"), JsonPropertyOrder(2)]
    public required Descriptor Config { get; init; }

    /// <summary>Empty where the document says null, as Go writes an empty list.</summary>
    [JsonPropertyName("layers"), JsonPropertyOrder(3)]
    public required IReadOnlyList<Descriptor> Layers { get; init => field = value ?? []; }

    [JsonPropertyName("annotations"), JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Annotations { get; init; }
}
