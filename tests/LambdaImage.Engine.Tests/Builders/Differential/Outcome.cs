using System.Text.Json;
using System.Text.Json.Nodes;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Tests.Oci;

namespace LambdaImage.Engine.Tests.Builders.Differential;

/// <summary>What a build gave, in a form that two can be compared in.</summary>
/// <param name="Lines">One for each file, layers flattened, and for each member of the configuration; a single one where it was
/// refused.</param>
/// <param name="Why">What the builder said when it refused; null: it did not.</param>
internal sealed record Outcome(IReadOnlyList<string> Lines, string? Why)
{
    /// <summary>All that says how a container runs. ArgsEscaped, which BuildKit writes beside CMD, concerns Windows only.
    /// <see href="https://github.com/opencontainers/image-spec/blob/main/config.md"/></summary>
    private static readonly string[] Compared =
        ["User", "ExposedPorts", "Env", "Entrypoint", "Cmd", "Volumes", "WorkingDir", "Labels", "StopSignal", "OnBuild", "Shell", "Healthcheck"];

    /// <summary>Both refuse; each has its own words.</summary>
    public static Outcome Refused(string why) => new(["refused"], why);

    /// <summary>What only this one has, after a plus, and what only the other one has, after a minus; empty where they agree.</summary>
    public string DifferenceTo(Outcome other) => string.Join('\n', (IEnumerable<string?>)
    [
        .. other.Lines.Except(Lines).Select(line => "- " + line), .. Lines.Except(other.Lines).Select(line => "+ " + line),
        .. Lines.SequenceEqual(other.Lines) ? [] : new[] { other.Why, Why }.OfType<string>(),
    ]);

    public static async Task<Outcome> OfAsync(IReadOnlyList<ILayer> layers, JsonNode config, ScratchFolder scratch, Case one) =>
        new([.. await FilesAsync(layers, scratch, one), .. Members(config)], null);

    /// <summary>Kind, mode, owner, path, then target or content, other names and extended attributes.</summary>
    private static async Task<IEnumerable<string>> FilesAsync(IReadOnlyList<ILayer> layers, ScratchFolder scratch, Case one)
    {
        var tree = new FileTree();
        using var spool = new LayerSpool(scratch["spool"]);
        var blobs = new StoredBlobs(scratch["compared"]);
        foreach (var (layer, number) in layers.Select((layer, number) => (layer, number)))
        {
            await foreach (var entry in ImageListings.FilesOfAsync(await blobs.GetAsync(layer, null, CancellationToken.None), CancellationToken.None))
                tree.Apply(entry, number);
        }

        var nodes = tree.Root.Walk().Skip(1).ToArray();
        await spool.TakeOutAsync(nodes.Select(node => node.Entry.Content), CancellationToken.None);
        var first = new Dictionary<EntryContent, string>();
        List<string> lines = [];
        foreach (var node in nodes)
        {
            var entry = node.Entry;
            var line = $"{entry.Kind} {Convert.ToString(entry.Mode, 8)} {entry.UserId}:{entry.GroupId} /{node.Path}";
            if (one.ComparesTimes) line += $" @{entry.ModifiedAt}";
            if (entry.LinkTarget is not null) line += $" -> {entry.LinkTarget}";
            if (entry.Content is { Length: > 0 } content)
            {
                using var text = new StreamReader(content.Open());
                line += first.TryAdd(content, node.Path) || !one.ComparesLinks ? " = " + text.ReadToEnd() : $" is /{first[content]}";
            }

            lines.Add(string.Join(' ', (entry.ExtendedAttributes ?? new Dictionary<string, byte[]>()).Select(pair => $"{pair.Key}={Convert.ToHexString(pair.Value)}").Prepend(line)));
        }

        return lines;
    }

    private static IEnumerable<string> Members(JsonNode config) => Compared
        .Select(name => (Name: name, Value: config["config"]?[name]))
        .Where(member => member.Value is not null && member.Value.ToJsonString() is not ("\"\"" or "{}" or "[]"))
        .Select(member => $"{member.Name} {Sorted(member.Value!)}")
        .Concat(new[] { "author", "os", "architecture" }.Select(name => $"{name} {config[name]}"));

    private static string Sorted(JsonNode value) => value is JsonObject members
        ? JsonSerializer.Serialize(new SortedDictionary<string, JsonNode?>(members.ToDictionary(pair => pair.Key, pair => pair.Value), StringComparer.Ordinal))
        : value.ToJsonString();
}
