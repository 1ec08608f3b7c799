using System.Text.Json;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>A manifest or index as stored, and what it is.</summary>
internal sealed record FetchedManifest(byte[] Bytes, Descriptor Descriptor)
{
    /// <param name="bytes">As stored.</param>
    /// <param name="header">The media type it came with; empty when nobody said.</param>
    public static FetchedManifest Of(byte[] bytes, string header) =>
        new(bytes, Descriptor.Of(MediaTypeOf(bytes, header), Digest.Of(bytes), bytes.Length));

    /// <summary>The header decides, unless it says nothing: some registries send application/json for
    /// everything.</summary>
    private static string MediaTypeOf(byte[] bytes, string header)
    {
        if (MediaTypes.IsManifest(header) || MediaTypes.IsIndex(header)) return header;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return header;
            if (root.TryGetProperty("mediaType", out var stated) && stated.ValueKind == JsonValueKind.String)
                return stated.GetString()!;
            if (root.TryGetProperty("manifests", out _)) return MediaTypes.OciIndex;
            return root.TryGetProperty("layers", out _) ? MediaTypes.OciManifest : header;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return header;
        }
    }
}
