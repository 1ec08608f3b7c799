using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci;

/// <summary>One image: its configuration and its layers, lowest first. <see href="https://github.com/opencontainers/image-spec/blob/main/manifest.md"/></summary>
internal sealed record ImageManifest
{
    [JsonPropertyName("schemaVersion"), JsonPropertyOrder(0)]
    public int SchemaVersion { get; set; } = 2;

    [JsonPropertyName("mediaType"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MediaType { get; init; }

    /// <summary>What an artifact is that is no image; null for images.</summary>
    [JsonPropertyName("artifactType"), JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ArtifactType { get; init; }

    [JsonPropertyName("config"), JsonPropertyOrder(3)]
    public required Descriptor Config { get; init => field = OciJson.Required(value); }

    /// <summary>Empty where the document says null, as Go writes an empty list.</summary>
    [JsonPropertyName("layers"), JsonPropertyOrder(4)]
    public required IReadOnlyList<Descriptor> Layers { get; init => field = OciJson.Members(value) ?? []; }

    /// <summary>The manifest that this one tells something about; null: it stands for itself.</summary>
    [JsonPropertyName("subject"), JsonPropertyOrder(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Descriptor? Subject { get; init; }

    [JsonPropertyName("annotations"), JsonPropertyOrder(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Annotations { get; init; }
}
