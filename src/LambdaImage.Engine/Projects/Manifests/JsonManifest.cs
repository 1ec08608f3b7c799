using System.Text.Json;
using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads members that may be missing or of another type without complaining: other tools' files are not ours
/// to check.</summary>
internal static class JsonManifest
{
    public static string? Text(JsonObject json, params ReadOnlySpan<string> path)
    {
        JsonNode? node = json;
        foreach (var name in path) node = (node as JsonObject)?[name];
        return node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
    }

    public static IReadOnlyList<KeyValuePair<string, string>> Members(JsonObject json, string name) => json[name] is JsonObject members
        ? [.. members.Select(member => KeyValuePair.Create(member.Key, Text(members, member.Key) ?? ""))]
        : [];

    /// <summary>The texts of a list; none when there is no list.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? list) =>
        [.. (list as JsonArray ?? []).OfType<JsonValue>().Where(value => value.GetValueKind() == JsonValueKind.String).Select(value => value.GetValue<string>())];

    /// <summary>A document that can be asked without surprises: <see cref="JsonNode"/>'s own copy is made while it is
    /// read, and fails then where a name stands twice.</summary>
    /// <param name="element">An element that does not go away with its document.</param>
    /// <exception cref="InvalidOperationException">A text is half a letter.</exception>
    public static JsonNode? Copy(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject()) members[member.Name] = Copy(member.Value);
                return members;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(Copy)]);
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.String:
                return JsonValue.Create(element.GetString());
            default:
                return JsonValue.Create(element);
        }
    }
}
