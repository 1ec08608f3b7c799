using LambdaImage.Engine.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>Reads YAML with line numbers. Tags such as CloudFormation's <c>!Sub</c> are let through
/// untouched.</summary>
internal sealed class YamlManifest
{
    private YamlManifest(YamlMappingNode root, string file)
    {
        Root = root;
        File = file;
    }

    public YamlMappingNode Root { get; }

    public string File { get; }

    public static YamlManifest? Read(ProjectDirectory project, params IEnumerable<string> files) =>
        project.FirstOf(files) is { } file ? project.Remember($"{nameof(YamlManifest)} {file}", () => Parse(project, file, project.ReadText(file)!)) : null;

    /// <summary>Reads a text that stands for a file, because templates in it were filled in.</summary>
    /// <exception cref="LambdaImageException">It is no YAML.</exception>
    public static YamlManifest? Parse(ProjectDirectory project, string file, string text)
    {
        try
        {
            if (YamlGuard.Check(text) is var (problem, place)) throw ProjectErrors.FileInvalid(project.FullPath(file), Math.Max(1, (int)place.Line), (int)place.Column, problem);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..] ? new YamlManifest(root, file) : null;
        }
        catch (YamlException error)
        {
            throw Invalid(project, file, Math.Max(1, (int)error.Start.Line), (int)error.Start.Column);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or NullReferenceException)
        {
            // The parser's own way of giving up on some broken texts.
            throw Invalid(project, file, 1, null);
        }
    }

    private static LambdaImageException Invalid(ProjectDirectory project, string file, int line, int? column) => ProjectErrors.FileInvalid(
        project.FullPath(file), line, column, $"it is not valid {(file.EndsWith(".json", StringComparison.Ordinal) ? "JSON" : "YAML")}");

    public static YamlNode? Find(YamlNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path) node = node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;
        return node;
    }

    /// <summary>A plain value and its line; null when it is missing, structured, or a variable or function that only
    /// the other tool can work out.</summary>
    public (string Text, string File, int Line)? Text(YamlNode? node) =>
        node is YamlScalarNode { Value: { Length: > 0 } value } && node.Tag.IsEmpty && !value.Contains("${", StringComparison.Ordinal)
            ? (value, File, (int)node.Start.Line)
            : null;

    public static IEnumerable<(string Name, YamlNode Node)> Members(YamlNode? node) =>
        node is YamlMappingNode map ? map.Children.Select(child => ((child.Key as YamlScalarNode)?.Value ?? "", child.Value)) : [];
}
