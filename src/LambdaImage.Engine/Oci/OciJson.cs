using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
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

    /// <summary>A list of a document, without whose members nothing can be done with it.</summary>
    /// <returns>The list itself; null where it is null.</returns>
    /// <exception cref="JsonException">A member is null.</exception>
    [return: NotNullIfNotNull(nameof(list))]
    public static IReadOnlyList<T>? Members<T>(IReadOnlyList<T>? list) =>
        list is null || list.All(member => member is not null) ? list : throw new JsonException("A list in it has a member that is null.");

    /// <summary>A member of a document that it must have.</summary>
    /// <exception cref="JsonException">It is null.</exception>
    public static T Required<T>(T? value, [CallerMemberName] string name = "") => value ?? throw new JsonException($"Its {name} is null.");

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
