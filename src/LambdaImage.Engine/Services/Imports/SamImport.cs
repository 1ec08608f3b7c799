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

    public ImportedService? Read(ProjectDirectory project, string file, ImportOptions options)
    {
        if (YamlManifest.Read(project, file) is not { } yaml || YamlManifest.Find(yaml.Root, "Resources") is null) return null;
        var settings = SamConfig.Read(project, options.Stage);
        var root = new SamValues(yaml, project.FullPath(file), settings, options.IsWritten).Root;
        var tree = new ImportTree(root.Place);
        tree.Set(["service"], ProjectName.Normalize(settings.StackName ?? project.Name), root.Place);
        settings.Take(tree);
        new Reading(root, tree).Run();
        return new ImportedService(Tool, project.FullPath(file), tree.Root, tree.Gaps);
    }

    private sealed class Reading(ConfigurationMap root, ImportTree tree)
    {
        /// <summary>Sections that are read, or say nothing about functions.</summary>
        private static readonly string[] Understood = ["AWSTemplateFormatVersion", "Transform", "Description", "Metadata", "Parameters", "Globals", "Resources"];

        private readonly Dictionary<string, string> _images = new(StringComparer.Ordinal);
        private readonly Dictionary<string, ConfigurationMap> _functions = new(StringComparer.Ordinal);
        private string? _tag;

        public void Run()
        {
            foreach (var member in root.Members.Where(member => !Understood.Contains(member.Name))) Gap(member.Name, member);
            foreach (var member in (root.Find("Globals") as ConfigurationMap)?.Members.Where(member => member.Name != "Function") ?? []) Gap("Globals." + member.Name, member);
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
                // Globals are for SAM's own type only, where lists are added to.
                var properties = type == "AWS::Serverless::Function" ? Heeded(globals, resource.Find("IgnoreGlobals")).With(own, addsLists: true) : own;
                if ((properties.Find("PackageType") as ConfigurationText)?.Text == "Image")
                {
                    if (resource.Find("Condition") is { } condition) tree.Gap($"Resources.{name}.Condition", condition.Place, SamKeys.All.First(key => key.Theirs == "Condition").Note);
                    Function(name, properties, resource.Find("Metadata") as ConfigurationMap);
                }
                else tree.Gap($"Resources.{name}", place, "the function is a .zip archive", "Give it an image below functions and its handler below images.", blocks: false);
            }

            var permission = new SamPermission(tree, _functions);
            foreach (var (name, statement) in permissions) permission.Take(name, statement);
        }

        private void Gap(string told, ConfigurationMember member)
        {
            if (SamKeys.All.FirstOrDefault(key => key.Theirs == member.Name && key.Ours.Length == 0) is { } row) tree.Gap(told, member.Place, row.Note);
            else tree.Unknown(told, member.Place);
        }

        private static ConfigurationMap Heeded(ConfigurationMap globals, ConfigurationNode? ignored) => ignored switch
        {
            ConfigurationText { Text: "*" } => globals with { Members = [] },
            ConfigurationList list => globals with { Members = [.. globals.Members.Where(member => !list.Items.Any(item => item is ConfigurationText { Text: var name } && name == member.Name))] },
            _ => globals,
        };

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
            ImportKey[] table = [.. SamKeys.All.Select(key => key.Below("functions.*."))];
            tree.Take(properties, table, "", theirs, ours, (key, member) =>
            {
                switch (key)
                {
                    // Both were read already.
                    case "ImageUri" or "Architectures": break;
                    case "Tracing": api.Tracing(member.Value, key); break;
                    case "DeadLetterQueue": tree.Take(member.Value, table, key, $"{theirs}.{key}", ours, (_, _) => { }); break;
                    // SAM's own type has a map.
                    case "Tags" when member.Value is ConfigurationList tags: tree.Tags([.. ours, "tags"], tags, $"{theirs}.{key}"); break;
                    case "Tags": tree.Set([.. ours, "tags"], member.Value, $"{theirs}.{key}"); break;
                    case "DeploymentPreference" when member.Value is ConfigurationMap preference: new SamPreference(tree, ours, $"{theirs}.{key}").Take(preference); break;
                    case "DeploymentPreference": tree.Form(member.Value, $"{theirs}.{key}"); break;
                    // Beside the alias's own there would be one that gets round it.
                    case "FunctionUrlConfig" when properties.Find("AutoPublishAlias") is not null:
                        tree.Gap(
                            $"{theirs}.{key}", member.Place, "it is the URL of the alias, and LambdaImage makes one of $LATEST",
                            "Keep SAM for it: updates do not touch it. Or let the alias go and write url.", blocks: false);
                        break;
                    case "FunctionUrlConfig": Url(member.Value, table, ours, $"{theirs}.{key}"); break;
                    default: api.Take(member); break;
                }
            });
            if (metadata is not null) tree.Take(metadata, SamKeys.All, "Metadata", $"Resources.{name}.Metadata", [], (_, _) => { });
            if (properties.Find("Role") is null) tree.Set([.. ours, "createRole"], "true", properties.Place);
        }

        /// <summary>SAM builds one image for each function; those that are made alike are one here.</summary>
        private string Image(string function, ConfigurationMap properties, ConfigurationMap metadata)
        {
            var theirs = $"Resources.{function}.Metadata";
            var architecture = properties.Find("Architectures") is ConfigurationList { Items: [var first, ..] } ? first : properties.Find("Architectures");
            var recipe = string.Join('\n', ((string[])["DockerContext", "Dockerfile", "DockerBuildTarget", "DockerBuildArgs", "DockerBuildExtraParams"])
                .Select(key => Shown(metadata.Find(key))).Append(Shown(architecture)));
            if (metadata.Find("DockerTag") is ConfigurationText { Text: not "latest" } tag)
            {
                _tag ??= tag.Text;
                tree.Set(["repository", "imageTags"], new ConfigurationList(tag.Place, [tag with { Text = $"{{image}}-{tag.Text}" }]), theirs + ".DockerTag");
                if (tag.Text != _tag) tree.Gap(theirs + ".DockerTag", tag.Place, $"all images have the tag of the first, {_tag}", "Write repository.imageTags.", blocks: false);
            }

            if (_images.TryGetValue(recipe, out var known)) return known;
            var name = _images[recipe] = ImageNames.Of(function);
            string[] ours = ["images", name];
            tree.Section(ours, metadata.Place);
            tree.Set([.. ours, "path"], metadata.Find("DockerContext") ?? new ConfigurationText(metadata.Place, ".", IsQuoted: true), theirs + ".DockerContext");
            tree.Set([.. ours, "dockerfile"], metadata.Find("Dockerfile") ?? new ConfigurationText(metadata.Place, DefaultFile, IsQuoted: true), theirs + ".Dockerfile");
            if (metadata.Find("DockerBuildTarget") is { } target) tree.Set([.. ours, "target"], target, theirs + ".DockerBuildTarget");
            if (metadata.Find("DockerBuildArgs") is { } arguments) tree.Set([.. ours, "buildArguments", "top"], arguments, theirs + ".DockerBuildArgs");
            if (metadata.Find("DockerBuildExtraParams") is { } other and not ConfigurationList) tree.Form(other, theirs + ".DockerBuildExtraParams");
            if (metadata.Find("DockerBuildExtraParams") is ConfigurationList extra)
                DockerOptions.Take(tree, ours, extra.Items.Select(item => tree.Text(item, theirs + ".DockerBuildExtraParams")).OfType<string>(), extra.Place, theirs + ".DockerBuildExtraParams");
            if (architecture is not null) tree.Set([.. ours, "architecture"], architecture, $"Resources.{function}.Properties.Architectures");
            return name;
        }

        private void Url(ConfigurationNode url, ImportKey[] table, string[] ours, string theirs) =>
            tree.Take(url, table, "FunctionUrlConfig", theirs, ours, (key, member) =>
            {
                switch (member.Name)
                {
                    case "AuthType" when tree.Text(member.Value, $"{theirs}.AuthType") is { } auth:
                        tree.Set([.. ours, "url", "auth"], auth == "AWS_IAM" ? "awsIam" : "none", member.Value.Place);
                        break;
                    case "InvokeMode" when tree.Text(member.Value, $"{theirs}.InvokeMode") is { } mode:
                        tree.Set([.. ours, "url", "invokeMode"], mode == "RESPONSE_STREAM" ? "responseStream" : "buffered", member.Value.Place);
                        break;
                    case "Cors": tree.Take(member.Value, table, key, $"{theirs}.Cors", ours, (_, _) => { }); break;
                }
            });

        private static string Shown(ConfigurationNode? node) => node switch
        {
            ConfigurationText text => text.Text,
            ConfigurationList list => string.Join(' ', list.Items.Select(Shown)),
            ConfigurationMap map => string.Join(' ', map.Members.Select(member => $"{member.Name}={Shown(member.Value)}")),
            _ => "",
        };
    }
}
