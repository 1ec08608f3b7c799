using System.Text.Json;
using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci;

/// <summary>The part of an image configuration that Dockerfile instructions set.</summary>
internal sealed record ContainerConfig
{
    [JsonPropertyName("User"), JsonPropertyOrder(0), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }

    [JsonPropertyName("ExposedPorts"), JsonPropertyOrder(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, JsonElement>? ExposedPorts { get; init; }

    [JsonPropertyName("Env"), JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Env { get; init => field = OciJson.Members(value); }

    [JsonPropertyName("Entrypoint"), JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Entrypoint { get; init => field = OciJson.Members(value); }

    [JsonPropertyName("Cmd"), JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Cmd { get; init => field = OciJson.Members(value); }

    [JsonPropertyName("Volumes"), JsonPropertyOrder(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, JsonElement>? Volumes { get; init; }

    [JsonPropertyName("WorkingDir"), JsonPropertyOrder(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? WorkingDir { get; init; }

    [JsonPropertyName("Labels"), JsonPropertyOrder(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SortedDictionary<string, string>? Labels { get; init; }

    [JsonPropertyName("StopSignal"), JsonPropertyOrder(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? StopSignal { get; init; }

    [JsonPropertyName("OnBuild"), JsonPropertyOrder(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? OnBuild { get; init => field = OciJson.Members(value); }

    [JsonPropertyName("Shell"), JsonPropertyOrder(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Shell { get; init => field = OciJson.Members(value); }

    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}
