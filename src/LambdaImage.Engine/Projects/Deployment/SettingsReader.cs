using LambdaImage.Engine.Projects.Manifests;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Deployment;

/// <summary>Reads values of which some are variables or functions of another tool. What only that tool can work out is
/// left out, and said.</summary>
/// <param name="yaml">The file.</param>
/// <param name="resolve">Works out what can be worked out from the file alone; null: not this one.</param>
internal sealed class SettingsReader(YamlManifest yaml, Func<YamlNode, string?> resolve)
{
    private const int LongestShown = 60;

    private readonly List<string> _warnings = [];

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>A value; null when it is not there, or cannot be worked out.</summary>
    /// <param name="node">The node.</param>
    /// <param name="name">Name for the warning.</param>
    /// <param name="instead">Parameter that replaces it.</param>
    public DeclaredText? Read(YamlNode? node, string name, string instead)
    {
        if (node is null or YamlScalarNode { Tag.IsEmpty: true, Value: null or "" }) return null;
        var line = Math.Max(1, (int)node.Start.Line);
        if (yaml.Text(node) is { } plain) return new DeclaredText(plain.Text, yaml.File, line);
        if (resolve(node) is { Length: > 0 } text) return new DeclaredText(text, yaml.File, line);
        _warnings.Add($"{yaml.File}:{line}: {name} is {Shown(node)}, which only the tool that reads the file can work out, so it was ignored; give it with {instead}.");
        return null;
    }

    /// <summary>A list of words, or one word, as one command.</summary>
    public DeclaredText? ReadCommand(YamlNode? node, string name)
    {
        if (node is not YamlSequenceNode list) return Read(node, name, "-Handler");
        List<DeclaredText?> words = [.. list.Children.Take(32).Select(word => Read(word, name, "-Handler"))];
        return words.Count > 0 && words.All(word => word is not null) ? words[0]! with { Text = string.Join(' ', words.Select(word => word!.Text)) } : null;
    }

    /// <summary>The first of a list, or a value that is none.</summary>
    public DeclaredText? ReadFirst(YamlNode? node, string name, string instead) =>
        node is YamlSequenceNode list ? Read(list.Children.FirstOrDefault(), name, instead) : Read(node, name, instead);

    private static string Shown(YamlNode node) => node switch
    {
        YamlScalarNode scalar => Cut($"{(scalar.Tag.IsEmpty ? "" : $"{scalar.Tag.Value} ")}{scalar.Value}"),
        YamlMappingNode { Children: { Count: > 0 } children } => Cut($"{(children.First().Key as YamlScalarNode)?.Value}: …"),
        _ => "a list",
    };

    private static string Cut(string text) => text.Length <= LongestShown ? text : text[..LongestShown] + "…";
}
