using System.Text.Json.Serialization;

namespace LambdaImage.Engine.Oci;

/// <summary>Digests of the uncompressed layers, lowest first.</summary>
internal sealed record RootFs
{
    [JsonPropertyName("type"), JsonPropertyOrder(0)]
    public string Type { get; set; } = "layers";

    /// <summary>Empty where the document says null, as Go writes an empty list.</summary>
    [JsonPropertyName("diff_ids"), JsonPropertyOrder(1)]
    public IReadOnlyList<string> DiffIds { get; set => field = OciJson.Members(value) ?? []; } = [];
}
