using System.Text.Json;

namespace LambdaImage.Engine.Aws;

/// <summary>Reads replies into records: member names match in any case (ECR writes camelCase, Lambda PascalCase),
/// unknown members are ignored.</summary>
internal static class AwsJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public static T Read<T>(JsonElement reply) =>
        reply.Deserialize<T>(Options) ?? throw new JsonException($"The reply has no {typeof(T).Name}.");

    /// <summary>Time as the JSON protocol writes it: seconds since 1970, with a fraction.</summary>
    public static DateTimeOffset Time(double seconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
}
