using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>A template of AWS SAM with functions made of images.
/// <see href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-using-build.html#build-container-image"/></summary>
internal sealed class SamImport : IServiceImport
{
    private const string DefaultFile = "Dockerfile";

    public string Tool => "AWS SAM";

    public IReadOnlyList<string> Files => ["template.yaml", "template.yml", "template.json"];

    public IReadOnlyList<ImportKey> Keys => SamKeys.All;

    public ImportedService? Read(ProjectDirectory project, string file, string? stage)
    {
        if (YamlManifest.Read(project, file) is not { } yaml || YamlManifest.Find(yaml.Root, "Resources") is null) return null;
        var settings = SamConfig.Read(project, stage);
        var root = new SamValues(yaml, project.FullPath(file), settings).Root;
        var tree = new ImportTree(root.Place);
        tree.Set(["service"], ProjectName.Normalize(settings.StackName ?? project.Name), root.Place);
        if (settings.Region is { } region) tree.Set(["region"], region, root.Place);
        new Reading(root, tree).Run();
        return new ImportedService(Tool, project.FullPath(file), tree.Root, tree.Gaps);
    }

    private sealed class Reading(ConfigurationMap root, ImportTree tree)
    {
        private readonly Dictionary<string, string> _images = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ConfigurationMap> _functions = new(StringComparer.Ordinal);

        public void Run()
        {
            var globals = (root.Find("Globals") as ConfigurationMap)?.Find("Function") as ConfigurationMap ?? new ConfigurationMap(root.Place, []);
            List<(string Name, ConfigurationMap Properties)> permissions = [];
            foreach (var (place, name, node) in (root.Find("Resources") as ConfigurationMap)?.Members ?? [])
            {
                if (node is not ConfigurationMap resource) continue;
                var type = (resource.Find("Type") as ConfigurationText)?.Text;
                if (type == SamPermission.Type && resource.Find("Properties") is ConfigurationMap statement)
                {
                    permissions.Add((name, statement));
                    continue;
                }

                if (type is not ("AWS::Serverless::Function" or "AWS::Lambda::Function"))
                {
                    tree.Gap($"Resources.{name}", place, $"it is a resource of type {type ?? "?"}", "Keep SAM or CloudFormation for resources.", blocks: false);
                    continue;
                }

                var own = resource.Find("Properties") as ConfigurationMap ?? new ConfigurationMap(place, []);
                // Globals are for SAM's own type only.
                var properties = type == "AWS::Serverless::Function" ? globals.With(own) : own;
                if ((properties.Find("PackageType") as ConfigurationText)?.Text == "Image") Function(name, properties, resource.Find("Metadata") as ConfigurationMap);
                else tree.Gap($"Resources.{name}", place, "the function is a .zip archive", "Give it an image below functions and its handler below images.", blocks: false);
            }

            var permission = new SamPermission(tree, _functions);
            foreach (var (name, statement) in permissions) permission.Take(name, statement);
        }

        private void Function(string name, ConfigurationMap properties, ConfigurationMap? metadata)
        {
            string[] ours = ["functions", name];
            var theirs = $"Resources.{name}.Properties";
            tree.Section(ours, properties.Place);
            _functions[name] = properties;
            var uri = properties.Find("ImageUri") ?? (properties.Find("Code") as ConfigurationMap)?.Find("ImageUri");
            if (metadata?.Find("Dockerfile") is not null || metadata?.Find("DockerContext") is not null)
                tree.Set([.. ours, "image"], Image(name, properties, metadata), metadata.Place);
            else if (uri is not null) tree.Set([.. ours, "uri"], uri, theirs + ".ImageUri");
            else throw ServiceErrors.Foreign(properties.Place, $"{name} has neither Metadata to build an image from nor ImageUri", "Give it one of them.");

            var api = new LambdaApiKeys(tree, ours, theirs);
            ImportKey[] table = [.. SamKeys.All.Select(key => key.Ours.StartsWith("functions.*.", StringComparison.Ordinal) ? key with { Ours = key.Ours["functions.*.".Length..] } : key)];
            tree.Take(properties with { Members = [.. properties.Members.Where(member => member.Name is not "Code")] }, table, "", theirs, ours, (_, member) =>
            {
                if (api.Take(member)) return;
                if (member is { Name: "DeploymentPreference", Value: ConfigurationMap preference }) new SamPreference(tree, ours, $"{theirs}.DeploymentPreference").Take(preference);
                if (member is { Name: "FunctionUrlConfig", Value: ConfigurationMap url }) Url(url, ours, theirs + ".FunctionUrlConfig");
            });
            if (properties.Find("Role") is null) tree.Set([.. ours, "createRole"], "true", properties.Place);
        }

        /// <summary>SAM builds one image for each function; those that are made alike are one here.</summary>
        private string Image(string function, ConfigurationMap properties, ConfigurationMap metadata)
        {
            var theirs = $"Resources.{function}.Metadata";
            var architecture = properties.Find("Architectures") is ConfigurationList { Items: [var first, ..] } ? first : properties.Find("Architectures");
            var recipe = string.Join('\n', ((string[])["DockerContext", "Dockerfile", "DockerBuildTarget", "DockerBuildArgs", "DockerBuildExtraParams"])
                .Select(key => Shown(metadata.Find(key))).Append(Shown(architecture)));
            if (_images.TryGetValue(recipe, out var known)) return known;
            var name = _images[recipe] = ImageNames.Of(function);
            string[] ours = ["images", name];
            tree.Section(ours, metadata.Place);
            tree.Set([.. ours, "path"], metadata.Find("DockerContext") ?? new ConfigurationText(metadata.Place, ".", IsQuoted: true), theirs + ".DockerContext");
            tree.Set([.. ours, "dockerfile"], metadata.Find("Dockerfile") ?? new ConfigurationText(metadata.Place, DefaultFile, IsQuoted: true), theirs + ".Dockerfile");
            if (metadata.Find("DockerBuildTarget") is { } target) tree.Set([.. ours, "target"], target, theirs + ".DockerBuildTarget");
            if (metadata.Find("DockerBuildArgs") is { } arguments) tree.Set([.. ours, "buildArguments", "top"], arguments, theirs + ".DockerBuildArgs");
            if (metadata.Find("DockerBuildExtraParams") is ConfigurationList extra)
                DockerOptions.Take(tree, ours, extra.Items.Select(item => tree.Text(item, theirs + ".DockerBuildExtraParams")).OfType<string>(), extra.Place, theirs + ".DockerBuildExtraParams");
            if (architecture is not null) tree.Set([.. ours, "architecture"], architecture, $"Resources.{function}.Properties.Architectures");
            if (metadata.Find("DockerTag") is ConfigurationText { Text: not "latest" } tag)
                tree.Set(["repository", "imageTags"], new ConfigurationList(tag.Place, [tag with { Text = $"{{image}}-{tag.Text}" }]), theirs + ".DockerTag");
            return name;
        }

        private void Url(ConfigurationMap url, string[] ours, string theirs)
        {
            tree.Set([.. ours, "url", "auth"], url.Find("AuthType") is ConfigurationText { Text: "AWS_IAM" } ? "awsIam" : "none", url.Place);
            if (url.Find("InvokeMode") is ConfigurationText mode) tree.Set([.. ours, "url", "invokeMode"], mode.Text == "RESPONSE_STREAM" ? "responseStream" : "buffered", mode.Place);
            foreach (var member in (url.Find("Cors") as ConfigurationMap)?.Members ?? [])
                tree.Set([.. ours, "url", char.ToLowerInvariant(member.Name[0]) + member.Name[1..]], member.Value, $"{theirs}.Cors.{member.Name}");
        }

        private static string Shown(ConfigurationNode? node) => node switch
        {
            ConfigurationText text => text.Text,
            ConfigurationList list => string.Join(' ', list.Items.Select(Shown)),
            ConfigurationMap map => string.Join(' ', map.Members.Select(member => $"{member.Name}={Shown(member.Value)}")),
            _ => "",
        };
    }
}
