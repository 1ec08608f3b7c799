using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of a SAM template.
/// <see
/// href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html"/></summary>
internal sealed class SamTemplate
{
    private SamTemplate(YamlManifest yaml)
    {
        var globals = YamlManifest.Find(yaml.Root, "Globals", "Function");
        var functions = YamlManifest.Members(YamlManifest.Find(yaml.Root, "Resources"))
            .Where(resource => yaml.Text(YamlManifest.Find(resource.Node, "Type"))?.Text is "AWS::Serverless::Function" or "AWS::Lambda::Function")
            .Select(resource => YamlManifest.Find(resource.Node, "Properties"))
            .ToList();
        Architecture = functions.Append(globals).Select(properties => First(yaml, YamlManifest.Find(properties, "Architectures"))).FirstOrDefault(found => found is not null);
        var runtime = yaml.Text(YamlManifest.Find(globals, "Runtime"))?.Text;
        Handlers = [.. functions
            .Select(properties => (Handler: yaml.Text(YamlManifest.Find(properties, "Handler")), Runtime: yaml.Text(YamlManifest.Find(properties, "Runtime"))?.Text ?? runtime))
            .Where(function => function.Handler is not null)
            .Select(function => (function.Handler!.Value.Text, function.Runtime,
                new Evidence(yaml.File, function.Handler.Value.Line, function.Handler.Value.Text, "the handler")))];
    }

    public (string Text, string File, int Line)? Architecture { get; }

    public IReadOnlyList<(string Handler, string? Runtime, Evidence Evidence)> Handlers { get; }

    public static SamTemplate? Read(ProjectDirectory project) =>
        YamlManifest.Read(project, "template.yaml", "template.yml") is { } yaml ? new SamTemplate(yaml) : null;

    private static (string, string, int)? First(YamlManifest yaml, YamlNode? list) =>
        list is YamlSequenceNode { Children: [var first, ..] } ? yaml.Text(first) : null;
}
