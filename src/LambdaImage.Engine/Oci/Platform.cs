using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci;

/// <summary>Operating system and processor of an image. <see href="https://github.com/opencontainers/image-spec/blob/main/image-index.md"/></summary>
internal sealed record Platform
{
    [JsonPropertyName("architecture"), JsonPropertyOrder(0)]
    public required string Architecture { get; init => field = value ?? ""; }

    [JsonPropertyName("os"), JsonPropertyOrder(1)]
    public required string Os { get; init => field = value ?? ""; }

    [JsonPropertyName("variant"), JsonPropertyOrder(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Variant { get; init; }

    public static Platform Of(LambdaArchitecture architecture) => new() { Os = "linux", Architecture = architecture.OciName() };

    public override string ToString() => Variant is null ? $"{Os}/{Architecture}" : $"{Os}/{Architecture}/{Variant}";
}
