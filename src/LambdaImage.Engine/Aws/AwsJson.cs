using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace LambdaImage.Engine.Aws;

/// <summary>Reads replies into records, and writes parts of calls: member names match in any case (ECR writes camelCase, Lambda PascalCase),
/// unknown members are ignored.</summary>
internal static class AwsJson
{
    private static readonly JsonSerializerOptions Options =
        new() { PropertyNameCaseInsensitive = true, TypeInfoResolver = AwsDocuments.Default };

    public static T Read<T>(JsonElement reply) =>
        reply.Deserialize(TypeOf<T>()) ?? throw new JsonException($"The reply has no {typeof(T).Name}.");

    /// <summary>What goes into the body of a call; null stays null.</summary>
    public static JsonNode? Write<T>(T value) => JsonSerializer.SerializeToNode(value, TypeOf<T>());

    /// <summary>Time as the JSON protocol writes it: seconds since 1970, with a fraction.</summary>
    public static DateTimeOffset Time(double seconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));

    private static JsonTypeInfo<T> TypeOf<T>() => (JsonTypeInfo<T>)Options.GetTypeInfo(typeof(T));
}
