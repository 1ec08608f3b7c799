using System.Text.Json.Nodes;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Rebasing;

/// <summary>The configuration of an image on another base: what it did not set itself is the new base's.</summary>
internal static class MergedConfig
{
    private const string Container = "config";
    private const string Environment = "Env";

    /// <summary>Members that Dockerfile instructions set one by one.</summary>
    private static readonly string[] KeyedMembers = ["ExposedPorts", "Labels", "Volumes"];

    /// <param name="image">The image.</param>
    /// <param name="old">The base it was built on.</param>
    /// <param name="next">The base it shall be on.</param>
    /// <returns>The configuration; layers, history and time of making are the new base's still.</returns>
    public static ImageConfig Of(IImage image, IImage old, IImage next)
    {
        var (own, before, after) = (Document(image), Document(old), Document(next));
        // Our own words about the base, where they are labels, are said anew.
        if (own[Container]?["Labels"] is JsonObject labels)
        {
            labels.Remove(ImageBase.NameKey);
            labels.Remove(ImageBase.DigestKey);
        }

        var container = Merge(own[Container] as JsonObject, before[Container] as JsonObject, after[Container] as JsonObject, Member);
        var merged = Merge(own, before, after, Pick);
        if (container.Count > 0 || after[Container] is not null) merged[Container] = container;
        return OciJson.Read<ImageConfig>(OciJson.Write(merged)) with
        {
            Created = next.Config.Created,
            RootFs = next.Config.RootFs,
            History = next.Config.History,
        };
    }

    /// <summary>Variables of the image that were made out of the old base's value, which is another one now.</summary>
    public static IEnumerable<string> Outdated(IImage image, IImage old, IImage next)
    {
        var (own, before, after) = (Variables(image), Variables(old), Variables(next));
        return own.Where(pair => before.TryGetValue(pair.Key, out var then) && then.Length > 0 && pair.Value != then
            && pair.Value.Contains(then, StringComparison.Ordinal) && after.GetValueOrDefault(pair.Key) != then).Select(pair => pair.Key);
    }

    private static JsonObject Document(IImage image) => OciJson.Read<JsonObject>(OciJson.Write(image.Config.WithoutLeftovers()));

    private static JsonObject Merge(JsonObject? own, JsonObject? before, JsonObject? after, Func<string, JsonNode?, JsonNode?, JsonNode?, JsonNode?> member)
    {
        var merged = new JsonObject();
        // The new base's order, then what only the image has.
        foreach (var name in (after ?? []).Concat(own ?? []).Select(pair => pair.Key).Distinct(StringComparer.Ordinal))
        {
            if (member(name, own?[name], before?[name], after?[name]) is { } value) merged[name] = value.DeepClone();
        }

        return merged;
    }

    private static JsonNode? Member(string name, JsonNode? own, JsonNode? before, JsonNode? after)
    {
        if (name == Environment) return Lines(Merge(ByName(own), ByName(before), ByName(after), Pick));
        if (!KeyedMembers.Contains(name)) return Pick(name, own, before, after);
        var merged = Merge(own as JsonObject, before as JsonObject, after as JsonObject, Pick);
        return merged.Count > 0 ? merged : null;
    }

    private static JsonNode? Pick(string name, JsonNode? own, JsonNode? before, JsonNode? after) => JsonNode.DeepEquals(own, before) ? after : own;

    private static JsonObject ByName(JsonNode? lines)
    {
        var byName = new JsonObject();
        foreach (var (name, value) in Pairs((lines as JsonArray ?? []).Select(line => line!.GetValue<string>()))) byName[name] = value;
        return byName;
    }

    private static JsonArray? Lines(JsonObject byName) =>
        byName.Count == 0 ? null : [.. byName.Select(pair => (JsonNode)$"{pair.Key}={pair.Value}")];

    private static Dictionary<string, string> Variables(IImage image) => Pairs(image.Config.Config?.Env ?? []);

    private static Dictionary<string, string> Pairs(IEnumerable<string> lines)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var parts = line.Split('=', 2);
            pairs[parts[0]] = parts.Length == 2 ? parts[1] : "";
        }

        return pairs;
    }
}
