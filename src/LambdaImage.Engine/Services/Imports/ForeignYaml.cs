using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Turns another tool's YAML or JSON into nodes with places. What the tool would work out itself is worked out on the way where that can be
/// done from files alone.</summary>
/// <param name="yaml">The file.</param>
/// <param name="path">Its absolute path.</param>
internal class ForeignYaml(YamlManifest yaml, string path)
{
    /// <summary>Aliases can make a small file a large tree.</summary>
    private const int MostNodes = 50_000;

    private int _nodes;

    protected YamlManifest Yaml => yaml;

    /// <summary>The whole file.</summary>
    public ConfigurationMap Root => (ConfigurationMap)Read(yaml.Root);

    /// <summary>A node; a missing one is null.</summary>
    public ConfigurationNode Read(YamlNode node)
    {
        var place = Place(node);
        if (++_nodes > MostNodes) throw ServiceErrors.Foreign(place, $"the file stands for more than {MostNodes} values", "Write it without so many aliases and variables.");
        return node switch
        {
            // JSON can hold it, and no path or variable.
            YamlScalarNode { Value: { } text } when text.Contains('\0', StringComparison.Ordinal) => throw ServiceErrors.Foreign(place, "a value has a null character in it", "Remove it."),
            YamlScalarNode scalar => Scalar(scalar, place),
            YamlSequenceNode list when Function(list, place) is { } value => value,
            YamlSequenceNode list => new ConfigurationList(place, [.. list.Children.Select(Read)]),
            YamlMappingNode map when Function(map, place) is { } value => value,
            YamlMappingNode map => new ConfigurationMap(place, [.. map.Children.Select(child =>
                new ConfigurationMember(Place(child.Key), (child.Key as YamlScalarNode)?.Value ?? "", Read(child.Value)))]),
            _ => new UnknownValue(place, "?", "is no value"),
        };
    }

    /// <summary>A single value, with the tool's variables worked out.</summary>
    protected virtual ConfigurationNode Scalar(YamlScalarNode scalar, ConfigurationPlace place) => Plain(scalar, place);

    /// <summary>What a list or map stands for that is a function; null: it is none.</summary>
    protected virtual ConfigurationNode? Function(YamlNode node, ConfigurationPlace place) => null;

    protected static ConfigurationText Plain(YamlScalarNode scalar, ConfigurationPlace place) =>
        new(place, scalar.Value ?? "", scalar.Style is not (YamlDotNet.Core.ScalarStyle.Plain or YamlDotNet.Core.ScalarStyle.Any));

    protected ConfigurationPlace Place(YamlNode node) => new(path, Math.Max(1, (int)node.Start.Line), Math.Max(1, (int)node.Start.Column));

    /// <summary>What is no reference of ours stays what it is when ours are filled in.</summary>
    protected static string Literal(string text) => text.Replace("${", "$${", StringComparison.Ordinal);
}
