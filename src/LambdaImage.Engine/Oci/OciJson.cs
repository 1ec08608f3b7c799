using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LambdaImage.Engine.Oci;

/// <summary>The one way image documents become bytes: compact, fixed order, nothing escaped that need not be.</summary>
internal static class OciJson
{
    private static readonly JsonSerializerOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, TypeInfoResolver = OciDocuments.Default };

    public static byte[] Write<T>(T document) => JsonSerializer.SerializeToUtf8Bytes(document, TypeOf<T>());

    /// <exception cref="JsonException">The bytes are not such a document.</exception>
    public static T Read<T>(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, TypeOf<T>()) ?? throw new JsonException("The document is null.");

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
