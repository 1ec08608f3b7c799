using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects.Deployment;
using YamlDotNet.RepresentationModel;

namespace LambdaImage.Engine.Projects.Manifests;

/// <summary>What LambdaImage needs of serverless.yml. <see
/// href="https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml"/></summary>
internal sealed partial class ServerlessYaml
{
    private const int MostSteps = 8;

    private static readonly string[] Files = ["serverless.yml", "serverless.yaml", "serverless.json"];
    private static readonly string[] Programs = ["serverless.ts", "serverless.js", "serverless.mjs", "serverless.cjs"];

    private readonly YamlManifest _yaml;
    private readonly SettingsReader _reader;

    private ServerlessYaml(YamlManifest yaml)
    {
        _yaml = yaml;
        _reader = new SettingsReader(yaml, node => Resolve(node, 0));
    }

    public static Declarations Read(ProjectDirectory project)
    {
        if (YamlManifest.Read(project, Files) is { } yaml) return new ServerlessYaml(yaml).Declarations();
        return project.FirstOf(Programs) is { } program
            ? Deployment.Declarations.None with { Warnings = [$"{program} is a program, which was not run, so handlers and runtimes in it were not read; give them with -Handler and -RuntimeVersion."] }
            : Deployment.Declarations.None;
    }

    private Declarations Declarations()
    {
        var provider = YamlManifest.Find(_yaml.Root, "provider");
        var runtime = _reader.Read(YamlManifest.Find(provider, "runtime"), "provider.runtime", "-RuntimeVersion");
        var architecture = _reader.Read(YamlManifest.Find(provider, "architecture"), "provider.architecture", "-Architecture");
        var images = YamlManifest.Members(YamlManifest.Find(provider, "ecr", "images")).DistinctBy(image => image.Name)
            .ToDictionary(image => image.Name, image => Dockerfile(image.Name, image.Node), StringComparer.Ordinal);
        List<DeclaredFunction> functions = [.. Functions().Select(function => Function(function.Name, function.Node, runtime, images))];
        // Images that no function names yet are the project's own Dockerfiles all the same.
        var unused = images.Values.OfType<DeclaredText>().Except(functions.Select(function => function.Dockerfile).OfType<DeclaredText>());
        return new Declarations([.. functions, .. unused.Select(file => new DeclaredFunction("") { Dockerfile = file })], _reader.Warnings)
        {
            Architecture = architecture,
            Service = (_yaml.Text(YamlManifest.Find(_yaml.Root, "service")) ?? _yaml.Text(YamlManifest.Find(_yaml.Root, "service", "name")))?.Text,
        };
    }

    /// <summary>A map of functions, or a list of such maps.</summary>
    private IEnumerable<(string Name, YamlNode Node)> Functions()
    {
        var functions = YamlManifest.Find(_yaml.Root, "functions");
        if (functions is YamlSequenceNode parts) return parts.Children.SelectMany(Part);
        return functions is null ? [] : Part(functions);
    }

    private IEnumerable<(string Name, YamlNode Node)> Part(YamlNode node)
    {
        if (node is YamlScalarNode) _reader.Read(node, "functions", "-Handler");
        return YamlManifest.Members(node);
    }

    private DeclaredFunction Function(string name, YamlNode node, DeclaredText? runtime, Dictionary<string, DeclaredText?> images)
    {
        var image = YamlManifest.Find(node, "image");
        var imageName = _yaml.Text(image) ?? _yaml.Text(YamlManifest.Find(image, "name"));
        return new DeclaredFunction(name)
        {
            Handler = image is null
                ? _reader.Read(YamlManifest.Find(node, "handler"), $"the handler of {name}", "-Handler")
                : _reader.ReadCommand(YamlManifest.Find(image, "command"), $"the command of {name}"),
            Runtime = image is null ? _reader.Read(YamlManifest.Find(node, "runtime"), $"the runtime of {name}", "-RuntimeVersion") ?? runtime : null,
            Architecture = _reader.Read(YamlManifest.Find(node, "architecture"), $"the architecture of {name}", "-Architecture"),
            Dockerfile = imageName is { } found ? images.GetValueOrDefault(found.Text) : null,
        };
    }

    /// <summary>An image is a folder with a Dockerfile, or one that is in a registry already.</summary>
    private DeclaredText? Dockerfile(string name, YamlNode image)
    {
        var path = _reader.Read(image is YamlScalarNode ? image : YamlManifest.Find(image, "path"), $"the path of image {name}", "-Dockerfile");
        if (path is null || path.Text.Contains(".dkr.ecr.", StringComparison.Ordinal)) return null;
        var file = _reader.Read(YamlManifest.Find(image, "file"), $"the file of image {name}", "-Dockerfile");
        return RelativePath.Combine(_yaml.File, $"{path.Text}/{file?.Text ?? "Dockerfile"}") is { } relative ? (file ?? path) with { Text = relative } : null;
    }

    /// <summary>References to other parts of the same file. <see
    /// href="https://www.serverless.com/framework/docs/providers/aws/guide/variables"/></summary>
    private string? Resolve(YamlNode? node, int step)
    {
        if (step > MostSteps || node is not YamlScalarNode { Tag.IsEmpty: true, Value: { } text }) return null;
        var isKnown = true;
        var result = Self().Replace(text, match =>
        {
            var value = Resolve(YamlManifest.Find(_yaml.Root, match.Groups["path"].Value.Split('.')), step + 1);
            isKnown &= value is { Length: <= 200 };
            return isKnown ? value! : "";
        });
        return isKnown && !result.Contains("${", StringComparison.Ordinal) ? result : null;
    }

    [GeneratedRegex(@"\$\{self:(?<path>[A-Za-z0-9_.-]+)\}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Self();
}
