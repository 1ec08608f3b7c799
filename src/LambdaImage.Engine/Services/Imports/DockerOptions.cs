using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Reads arguments of docker build. Those that have a key of ours become it, so that any engine can build; the others stay arguments for
/// container CLIs.</summary>
internal static class DockerOptions
{
    /// <summary>Takes arguments over.</summary>
    /// <param name="tree">Where they go.</param>
    /// <param name="image">Names that the keys of the image are below.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="place">Where they stand.</param>
    /// <param name="theirs">Their key, for what is left out.</param>
    public static void Take(ImportTree tree, IReadOnlyList<string> image, IEnumerable<string> arguments, ConfigurationPlace place, string theirs)
    {
        var lists = new Dictionary<string, List<ConfigurationNode>>(StringComparer.Ordinal);
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var argument))
        {
            var equals = argument.StartsWith("--", StringComparison.Ordinal) ? argument.IndexOf('=', StringComparison.Ordinal) : -1;
            var (name, inline) = equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
            string Value() => inline ?? (rest.TryDequeue(out var next) ? next : "");
            switch (name)
            {
                case "--target": Text("target", Value()); break;
                case "-f" or "--file": Text("dockerfile", Value()); break;
                case "--platform": Text("architecture", Architecture(Value())); break;
                case "--ssh" when Value() is var agent:
                    if (agent is "default") Text("ssh", "true");
                    else List("buildOptions", $"--ssh={agent}");
                    break;
                case "--builder": Text("builder", Value()); break;
                case "--network": Text("network", Value()); break;
                case "--cache-from": List("cacheFrom", Value()); break;
                case "--cache-to": List("cacheTo", Value()); break;
                case "--build-arg":
                    var pair = Value().Split('=', 2);
                    // Without a value it is that of the variable, as there.
                    Text("buildArguments.top." + pair[0], pair.Length == 2 ? pair[1] : $"${{env:{pair[0]}}}");
                    break;
                // Lambda refuses images with attestations, so there never are any; names and places are ours.
                case "--provenance" or "--sbom": Value(); break;
                case "--load" or "--push" or "-q" or "--quiet" or "--rm": break;
                case "-t" or "--tag" or "--output" or "-o" or "--progress":
                    tree.Gap(theirs, place, $"{name} {Value()} is decided by LambdaImage: Give it as a parameter of Build-LambdaImage.");
                    break;
                default: List("buildOptions", argument); break;
            }
        }

        foreach (var (key, items) in lists) tree.Set([.. image, key], new ConfigurationList(place, items), theirs);

        void Text(string key, string value) => tree.Set([.. image, .. key.Split('.')], value, place);

        void List(string key, string value)
        {
            if (!lists.TryGetValue(key, out var items)) lists[key] = items = [];
            items.Add(new ConfigurationText(place, value, IsQuoted: true));
        }
    }

    /// <summary>The processor of a platform such as <c>linux/arm64/v8</c>.</summary>
    public static string Architecture(string platform) => platform.Split('/') switch
    {
        [_, "amd64", ..] => "x86_64",
        [_, var name, ..] => name,
        [var only] => only,
        _ => platform,
    };
}
