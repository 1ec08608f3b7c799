using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Deployment;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of a SAM or CloudFormation template.
/// <see
/// href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html"/></summary>
internal sealed partial class SamTemplate
{
    private static readonly string[] Files = ["template.yaml", "template.yml", "template.json"];

    private readonly YamlManifest _yaml;
    private readonly SettingsReader _reader;
    private readonly YamlNode? _globals;

    private SamTemplate(YamlManifest yaml)
    {
        _yaml = yaml;
        _reader = new SettingsReader(yaml, Resolve);
        _globals = YamlManifest.Find(yaml.Root, "Globals", "Function");
    }

    public static Declarations Read(ProjectDirectory project) =>
        YamlManifest.Read(project, Files) is { } yaml && YamlManifest.Find(yaml.Root, "Resources") is not null ? new SamTemplate(yaml).Declarations() : Deployment.Declarations.None;

    private Declarations Declarations()
    {
        var architecture = _reader.ReadFirst(YamlManifest.Find(_globals, "Architectures"), "Architectures", "-Architecture");
        List<DeclaredFunction> functions =
        [
            .. YamlManifest.Members(YamlManifest.Find(_yaml.Root, "Resources"))
                .Where(resource => _yaml.Text(YamlManifest.Find(resource.Node, "Type"))?.Text is "AWS::Serverless::Function" or "AWS::Lambda::Function")
                .Select(resource => Function(resource.Name, resource.Node)),
        ];
        return new Declarations(functions, _reader.Warnings) { Architecture = architecture };
    }

    private DeclaredFunction Function(string name, YamlNode resource)
    {
        var properties = YamlManifest.Find(resource, "Properties");
        var metadata = YamlManifest.Find(resource, "Metadata");
        var code = YamlManifest.Find(properties, "CodeUri");
        return new DeclaredFunction(name)
        {
            Handler = _reader.ReadCommand(YamlManifest.Find(properties, "ImageConfig", "Command"), "ImageConfig.Command")
                ?? _reader.Read(YamlManifest.Find(properties, "Handler") ?? YamlManifest.Find(_globals, "Handler"), "Handler", "-Handler"),
            Runtime = _reader.Read(YamlManifest.Find(properties, "Runtime") ?? YamlManifest.Find(_globals, "Runtime"), "Runtime", "-RuntimeVersion"),
            Architecture = _reader.ReadFirst(YamlManifest.Find(properties, "Architectures"), "Architectures", "-Architecture"),
            // A bucket's address, which the code was uploaded to, is a map or has a scheme.
            Folder = code is YamlScalarNode && _yaml.Text(code) is { } folder && !folder.Text.Contains(':', StringComparison.Ordinal)
                ? RelativePath.Combine(_yaml.File, folder.Text) ?? ""
                : "",
            Dockerfile = Dockerfile(metadata),
        };
    }

    /// <summary>The Dockerfile is relative to the context, and that to the template.
    /// <see href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build.html#build-container-image"/></summary>
    private DeclaredText? Dockerfile(YamlNode? metadata)
    {
        var file = _reader.Read(YamlManifest.Find(metadata, "Dockerfile"), "Dockerfile", "-Dockerfile");
        var context = _reader.Read(YamlManifest.Find(metadata, "DockerContext"), "DockerContext", "-Dockerfile");
        if ((file ?? context) is not { } declared) return null;
        return RelativePath.Combine(_yaml.File, $"{context?.Text ?? "."}/{file?.Text ?? "Dockerfile"}") is { } path ? declared with { Text = path } : null;
    }

    /// <summary>References to parameters with a default, alone or inside of a text.</summary>
    private string? Resolve(YamlNode node) => node switch
    {
        YamlScalarNode { Tag: { IsEmpty: false, Value: "!Ref" }, Value: { } name } => Parameter(name),
        YamlScalarNode { Tag: { IsEmpty: false, Value: "!Sub" }, Value: { } text } => Substituted(text),
        YamlMappingNode { Children.Count: 1 } when YamlManifest.Find(node, "Ref") is YamlScalarNode { Value: { } name } => Parameter(name),
        YamlMappingNode { Children.Count: 1 } when YamlManifest.Find(node, "Fn::Sub") is YamlScalarNode { Value: { } text } => Substituted(text),
        _ => null,
    };

    private string? Parameter(string name) => _yaml.Text(YamlManifest.Find(_yaml.Root, "Parameters", name, "Default"))?.Text;

    private string? Substituted(string text)
    {
        var isKnown = true;
        var result = Variable().Replace(text, match =>
        {
            var value = Parameter(match.Groups["name"].Value);
            isKnown &= value is not null;
            return value ?? "";
        });
        return isKnown ? result : null;
    }

    [GeneratedRegex(@"\$\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
