using System.Text.Json.Nodes;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Rebasing;

/// <summary>The configuration of an image on another base: what it did not set itself is the new base's.</summary>
internal static class MergedConfig
{
    private const string Container = "config";
    private const string Environment = "Env";
    private const string Triggers = "OnBuild";
    private const string Path = "PATH";

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

        var settings = new OwnSettings(ImageRebaser.Steps(image, old));
        var container = Merge(own[Container] as JsonObject, before[Container] as JsonObject, after[Container] as JsonObject, Member);
        var merged = Merge(own, before, after, Pick);
        if (container.Count > 0 || after[Container] is not null) merged[Container] = container;
        return OciJson.Read<ImageConfig>(OciJson.Write(merged)) with
        {
            Created = next.Config.Created,
            RootFs = next.Config.RootFs,
            History = next.Config.History,
        };

        JsonNode? Member(string name, JsonNode? mine, JsonNode? then, JsonNode? now)
        {
            // The triggers of a base are not inherited.
            if (name == Triggers) return mine;
            if (!OwnSettings.IsKeyed(name)) return Pick(name, mine, then, now);
            if (name == Environment) return Lines(Entries(name, ByName(mine), ByName(then), ByName(now)));
            return Entries(name, mine as JsonObject ?? [], then as JsonObject ?? [], now as JsonObject ?? []) is { Count: > 0 } entries ? entries : null;
        }

        JsonObject Entries(string name, JsonObject mine, JsonObject then, JsonObject now)
        {
            var set = settings.Of(name, mine.Select(pair => pair.Key));
            if (name == Environment && !set.Contains(Path)) Inherit(mine, then, now);
            // In the order of a build: what the image set comes behind what the base has.
            var order = new JsonObject();
            foreach (var key in set.Concat(mine.Select(pair => pair.Key)).Distinct(StringComparer.Ordinal)) order[key] = mine[key]?.DeepClone();
            return Merge(order, then, now, (key, value, was, will) => set.Contains(key) ? value : Inherited(value, was, will));
        }

        JsonNode? Pick(string name, JsonNode? mine, JsonNode? then, JsonNode? now) => settings.Has(name) ? mine : Inherited(mine, then, now);
    }

    /// <summary>What the image set without its history telling how, in the words of the configuration. Such a history may keep silent about more.</summary>
    public static IEnumerable<string> Unexplained(IImage image, IImage old)
    {
        var settings = new OwnSettings(ImageRebaser.Steps(image, old));
        var (own, before) = (Document(image)[Container], Document(old)[Container]);
        var (mine, then) = (ByName(own?[Environment]), ByName(before?[Environment]));
        var set = settings.Of(Environment, mine.Select(pair => pair.Key));
        if (!set.Contains(Path)) Inherit(mine, then, []);
        return OwnSettings.Members.Where(member => !settings.Has(member) && !JsonNode.DeepEquals(own?[member], before?[member]))
            .Concat(mine.Where(pair => !set.Contains(pair.Key) && !JsonNode.DeepEquals(pair.Value, then[pair.Key])).Select(pair => $"{Environment} {pair.Key}"));
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

    /// <summary>What the image did not set itself is the new base's; what differs from the old base is the image's, whatever set it.</summary>
    private static JsonNode? Inherited(JsonNode? own, JsonNode? before, JsonNode? after) => JsonNode.DeepEquals(own, before) ? after : own;

    /// <summary>Builds give a PATH to what stands on a base without one: nobody set it.</summary>
    private static void Inherit(JsonObject own, JsonObject before, JsonObject after)
    {
        if (!own.ContainsKey(Path)) return;
        foreach (var inherited in new[] { before, after }.Where(each => !each.ContainsKey(Path))) inherited[Path] = StageRun.DefaultPath[(Path.Length + 1)..];
    }

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
