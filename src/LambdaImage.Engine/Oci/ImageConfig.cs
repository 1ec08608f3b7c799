using System.Text.Json;
using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci;

/// <summary>What a container of the image runs, and the digests of its uncompressed layers. <see href="https://github.com/opencontainers/image-spec/blob/main/config.md"/></summary>
/// <remarks>Unknown members are kept, so that editing an image never loses what its author wrote.</remarks>
internal sealed record ImageConfig
{
    /// <summary>Members that describe the run which made an image, not what it is.</summary>
    private static readonly string[] Leftovers = ["container", "container_config", "docker_version", "id", "parent",
        "throwaway", "moby.buildkit.buildinfo.v1"];

    [JsonPropertyName("created"), JsonPropertyOrder(0), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Created { get; init; }

    [JsonPropertyName("author"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Author { get; init; }

    [JsonPropertyName("architecture"), JsonPropertyOrder(2)]
    public string Architecture { get; set => field = value ?? ""; } = "";

    [JsonPropertyName("variant"), JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Variant { get; init; }

    [JsonPropertyName("os"), JsonPropertyOrder(4)]
    public string Os { get; set => field = value ?? ""; } = "";

    [JsonPropertyName("config"), JsonPropertyOrder(5)]
    public ContainerConfig? Config { get; init; }

    [JsonPropertyName("rootfs"), JsonPropertyOrder(6)]
    public RootFs RootFs { get; set => field = value ?? new(); } = new();

    [JsonPropertyName("history"), JsonPropertyOrder(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<HistoryEntry>? History { get; init => field = OciJson.Members(value); }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }

    /// <summary>The configuration as one to build on: without what tells of the run that made it.</summary>
    public ImageConfig WithoutLeftovers() =>
        this with { Others = Others?.Where(pair => !Leftovers.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal) };
}
