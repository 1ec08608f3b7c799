using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>serverless.yml of the Serverless Framework 3 and 4, of osls, and so of Bref.
/// <see href="https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml"/></summary>
/// <param name="variable">Gives variables of the environment.</param>
internal sealed class ServerlessImport(Func<string, string?> variable) : IServiceImport
{
    private const string DefaultMemory = "1024";
    private const string DefaultTimeout = "6";
    private const string DefaultFile = "Dockerfile";

    public string Tool => "Serverless Framework";

    public IReadOnlyList<string> Files => ["serverless.yml", "serverless.yaml", "serverless.json"];

    public IReadOnlyList<ImportKey> Keys => ServerlessKeys.All;

    public ImportedService? Read(ProjectDirectory project, string file, ImportOptions options)
    {
        if (YamlManifest.Read(project, file) is not { } yaml || YamlManifest.Find(yaml.Root, "provider") is null) return null;
        var values = new ServerlessVariables(project, yaml, options, variable);
        var root = values.Root;
        var tree = new ImportTree(root.Place);
        new Reading(root, tree, values.Stage).Run();
        return new ImportedService(Tool, project.FullPath(file), tree.Root, tree.Gaps);
    }

    private sealed class Reading(ConfigurationMap root, ImportTree tree, string stage)
    {
        private static readonly (string Theirs, string Ours, string[] Words)[] DefaultCors =
        [
            ("allowedOrigins", "allowOrigins", ["*"]),
            ("allowedMethods", "allowMethods", ["*"]),
            ("allowedHeaders", "allowHeaders", ["Content-Type", "X-Amz-Date", "Authorization", "X-Api-Key", "X-Amz-Security-Token"]),
        ];

        private readonly HashSet<string> _images = new(StringComparer.Ordinal);

        public void Run()
        {
            var service = root.Find("service");
            tree.Set(["service"], service is ConfigurationMap { } named ? named.Find("name") ?? service : service ?? new ConfigurationText(root.Place, "", IsQuoted: true), "service");
            if (stage != PublishRequest.DefaultStage) tree.Set(["stage"], stage, root.Place);
            tree.Take(root, ServerlessKeys.All, "", "", [], (path, member) =>
            {
                switch (path)
                {
                    case "provider" when member.Value is ConfigurationMap provider: Provider(provider); break;
                    case "provider": tree.Form(member.Value, path); break;
                    case "service" when member.Value is ConfigurationMap named: tree.Take(named, ServerlessKeys.All, path, path, [], (_, _) => { }); break;
                    case "stages" when member.Value is ConfigurationMap stages:
                        foreach (var (_, name, each) in stages.Members) tree.Take(each, ServerlessKeys.All, "stages.*", $"stages.{name}", [], (_, _) => { });
                        break;
                    case "functions":
                        if (member.Value is not (ConfigurationMap or ConfigurationList)) tree.Form(member.Value, path);
                        foreach (var item in (member.Value as ConfigurationList)?.Items.Where(item => item is not ConfigurationMap) ?? []) tree.Form(item, path);
                        break;
                }
            });
            // After the images, because a function must know them.
            foreach (var (_, name, node) in Functions()) Function(name, node as ConfigurationMap ?? new ConfigurationMap(node.Place, []));
        }

        private void Provider(ConfigurationMap provider)
        {
            var place = provider.Place;
            tree.Take(provider, ServerlessKeys.All, "provider", "provider", [], (path, member) =>
            {
                switch (path)
                {
                    case "provider.ecr":
                        tree.Take(member.Value, ServerlessKeys.All, path, path, [], (_, each) => Images(each.Value));
                        break;
                    // Without a default it is the session's anyway.
                    case "provider.region" when member.Value is not UnknownValue { Text: ServerlessVariables.Region }: tree.Set(["region"], member.Value, path); break;
                    case "provider.profile" when member.Value is not UnknownValue { Text: ServerlessVariables.Profile }: tree.Set(["profile"], member.Value, path); break;
                    case "provider.vpc" or "provider.logs" or "provider.tracing" or "provider.iam":
                        tree.Take(member.Value, ServerlessKeys.All, path, path, [], (key, each) =>
                        {
                            switch (key)
                            {
                                case "provider.logs.lambda": tree.Take(each.Value, ServerlessKeys.All, key, key, [], (_, _) => { }); break;
                                case "provider.tracing.lambda": Tracing(each.Value, ["defaults"], key); break;
                                case "provider.iam.role": Role(each.Value, key); break;
                            }
                        });
                        break;
                    case "provider.name" when member.Value is ConfigurationText { Text: not "aws" } other:
                        throw ServiceErrors.Foreign(other.Place, $"the provider is {other.Text}", "LambdaImage deploys to AWS Lambda only.");
                }
            });
            if (Functions().Any(each => each.Value is ConfigurationMap map && map.Find("image") is not null))
            {
                tree.Set(["defaults", "memory"], provider.Find("memorySize") ?? new ConfigurationText(place, DefaultMemory, IsQuoted: false), "provider.memorySize");
                tree.Set(["defaults", "timeout"], provider.Find("timeout") ?? new ConfigurationText(place, DefaultTimeout, IsQuoted: false), "provider.timeout");
                tree.Set(["defaults", "publish"], provider.Find("versionFunctions") ?? new ConfigurationText(place, "true", IsQuoted: false), "provider.versionFunctions");
            }
        }

        private void Images(ConfigurationNode node)
        {
            if (node is not ConfigurationMap) tree.Form(node, "provider.ecr.images");
            foreach (var (place, name, value) in (node as ConfigurationMap)?.Members ?? [])
            {
                var theirs = $"provider.ecr.images.{name}";
                string[] ours = ["images", name];
                _images.Add(name);
                tree.Section(ours, place);
                if (value is not ConfigurationMap map)
                {
                    var isUri = value is ConfigurationText { Text: var text } && text.Contains(".dkr.ecr", StringComparison.Ordinal);
                    tree.Set([.. ours, isUri ? "uri" : "path"], value, theirs);
                    if (!isUri) tree.Set([.. ours, "dockerfile"], DefaultFile, place);
                    continue;
                }

                var (path, uri) = (map.Find("path"), map.Find("uri"));
                if (path is null && uri is null) throw ServiceErrors.Foreign(place, $"{theirs} has neither path nor uri", "Give it one of them.");
                if (path is not null && uri is not null) throw ServiceErrors.Foreign(uri.Place, $"{theirs} has both path and uri", "Remove one of them.");
                if (uri is not null && map.Members.FirstOrDefault(member => member.Name is "buildArgs" or "cacheFrom" or "platform" or "buildOptions" or "provenance") is { } built)
                    throw ServiceErrors.Foreign(built.Place, $"{theirs} has both uri and {built.Name}, but an image that is there is not built", "Remove one of them.");
                tree.Take(map, [.. ServerlessKeys.All.Select(key => key.Below("images.*."))],
                    "provider.ecr.images.*", theirs, ours, (key, member) =>
                    {
                        if (key.EndsWith(".platform", StringComparison.Ordinal) && tree.Text(member.Value, theirs + ".platform") is { Length: > 0 } platform)
                            tree.Set([.. ours, "architecture"], DockerOptions.Architecture(platform), member.Place);
                        if (key.EndsWith(".buildOptions", StringComparison.Ordinal) && member.Value is ConfigurationList options)
                            DockerOptions.Take(tree, ours, options.Items.Select(item => tree.Text(item, theirs + ".buildOptions")).OfType<string>(), member.Place, theirs + ".buildOptions");
                        else if (key.EndsWith(".buildOptions", StringComparison.Ordinal)) tree.Form(member.Value, theirs + ".buildOptions");
                    });
                if (path is not null) tree.Set([.. ours, "dockerfile"], DefaultFile, place);
            }
        }

        private IEnumerable<ConfigurationMember> Functions() => root.Find("functions") switch
        {
            ConfigurationMap map => map.Members,
            ConfigurationList list => list.Items.OfType<ConfigurationMap>().SelectMany(map => map.Members),
            _ => [],
        };

        private void Function(string name, ConfigurationMap map)
        {
            var theirs = $"functions.{name}";
            string[] ours = ["functions", name];
            var (image, handler) = (map.Find("image"), map.Find("handler"));
            if (image is null)
            {
                if (handler is null) throw ServiceErrors.Foreign(map.Place, $"{theirs} has neither handler nor image", "Give it an image.");
                tree.Gap(theirs + ".handler", handler.Place, ServerlessKeys.All.First(key => key.Theirs == "functions.*.handler").Note);
                return;
            }

            if (handler is not null) throw ServiceErrors.Foreign(handler.Place, $"{theirs} has both handler and image", "Remove one of them: CMD or image.command is the handler of an image.");
            tree.Section(ours, map.Place);
            Image(image, ours, theirs + ".image");
            ImportKey[] table = [.. ServerlessKeys.All.Select(key => key.Below("functions.*."))];
            tree.Take(map, table, "functions.*", theirs, ours, (key, member) =>
            {
                switch (member.Name)
                {
                    case "vpc" or "logs": tree.Take(member.Value, table, key, $"{theirs}.{member.Name}", ours, (_, _) => { }); break;
                    case "tracing": Tracing(member.Value, ours, $"{theirs}.tracing"); break;
                    case "snapStart":
                        if (member.Value is not ConfigurationText) tree.Form(member.Value, $"{theirs}.snapStart");
                        else if (tree.Text(member.Value, $"{theirs}.snapStart") is { } snap)
                            tree.Set([.. ours, "snapStart"], Is(snap, "true") || snap is "PublishedVersions" ? "publishedVersions" : "none", member.Value.Place);
                        break;
                    case "fileSystemConfig":
                        tree.Take(member.Value, table, key, $"{theirs}.fileSystemConfig", ours, (_, _) => { });
                        if (member.Value is ConfigurationMap files && tree.Text(files.Find("localMountPath"), $"{theirs}.fileSystemConfig.localMountPath") is { } mount && files.Find("arn") is { } arn)
                            tree.Set([.. ours, "fileSystems", mount], arn, $"{theirs}.fileSystemConfig.arn");
                        break;
                    case "architecture":
                        var owner = image is ConfigurationText { Text: var text } ? text : ((image as ConfigurationMap)?.Find("name") as ConfigurationText)?.Text;
                        if (owner is not null && _images.Contains(owner)) tree.Set(["images", owner, "architecture"], member.Value, $"{theirs}.architecture");
                        else tree.Gap($"{theirs}.architecture", member.Place, "an image that is there says itself for which processor it is", "Nothing is needed.", blocks: false);
                        break;
                    case "url": Url(member.Value, table, ours, $"{theirs}.url"); break;
                }
            });
        }

        private void Image(ConfigurationNode image, string[] ours, string theirs)
        {
            if (image is ConfigurationText text)
            {
                tree.Set([.. ours, text.Text.Contains(".dkr.ecr", StringComparison.Ordinal) ? "uri" : "image"], text, theirs);
                Check(text);
                return;
            }

            if (image is not ConfigurationMap map)
            {
                tree.Set([.. ours, "image"], image, theirs);
                return;
            }

            var (name, uri) = (map.Find("name"), map.Find("uri"));
            if (name is null && uri is null) throw ServiceErrors.Foreign(map.Place, $"{theirs} has neither name nor uri", "Give it one of them.");
            if (name is not null && uri is not null) throw ServiceErrors.Foreign(uri.Place, $"{theirs} has both name and uri", "Remove one of them.");
            if (name is ConfigurationText known) Check(known);
            if (name is not null) tree.Set([.. ours, "image"], name, theirs + ".name");
            if (uri is not null) tree.Set([.. ours, "uri"], uri, theirs + ".uri");
            ImportKey[] table = [.. ServerlessKeys.All.Select(key => key.Below("functions.*."))];
            tree.Take(map, table, "functions.*.image", theirs, ours, (_, member) =>
                // A single text is one word there, even with spaces in it.
                tree.Set([.. ours, member.Name], member.Value is ConfigurationText { IsNothing: false } one ? new ConfigurationList(one.Place, [one]) : member.Value, $"{theirs}.{member.Name}"));

            void Check(ConfigurationText asked)
            {
                if (asked.Text.Contains(".dkr.ecr", StringComparison.Ordinal) || _images.Contains(asked.Text)) return;
                var nearest = NearestName.Of(asked.Text, _images);
                throw ServiceErrors.Foreign(asked.Place, $"{theirs} names the image '{asked.Text}', which provider.ecr.images has not",
                    nearest is null ? "Add it there, or name an image in Amazon ECR with uri." : $"Did you mean {nearest}?");
            }
        }

        /// <summary>YAML has True and TRUE, too.</summary>
        private static bool Is(string? text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

        private static bool IsOff(ConfigurationNode node) => node is ConfigurationText text && (text.IsNothing || Is(text.Text, "false"));

        private void Tracing(ConfigurationNode node, string[] ours, string theirs)
        {
            if (tree.Text(node, theirs) is { } text) tree.Set([.. ours, "tracing"], Is(text, "false") || text is "PassThrough" ? "passThrough" : "active", node.Place);
        }

        private void Role(ConfigurationNode node, string theirs)
        {
            if (node is not ConfigurationMap)
            {
                tree.Set(["defaults", "role"], node, theirs);
                return;
            }

            tree.Set(["defaults", "createRole"], "true", node.Place);
            tree.Take(node, ServerlessKeys.All, theirs, theirs, [], (_, _) => { });
        }

        private void Url(ConfigurationNode node, ImportKey[] table, string[] ours, string theirs)
        {
            if (IsOff(node)) return;
            if (!Is((node as ConfigurationText)?.Text, "true"))
            {
                tree.Take(node, table, "functions.*.url", theirs, ours, (key, member) =>
                {
                    switch (member.Name)
                    {
                        case "authorizer" when tree.Text(member.Value, $"{theirs}.authorizer") is { } authorizer:
                            tree.Set([.. ours, "url", "auth"], authorizer == "aws_iam" ? "awsIam" : "none", member.Value.Place);
                            break;
                        case "invokeMode" when tree.Text(member.Value, $"{theirs}.invokeMode") is { } mode:
                            tree.Set([.. ours, "url", "invokeMode"], mode == "RESPONSE_STREAM" ? "responseStream" : "buffered", member.Value.Place);
                            break;
                        case "cors": Cors(key, member.Value, table, ours, $"{theirs}.cors"); break;
                    }
                });
            }

            if (node is ConfigurationText or ConfigurationMap) tree.Set([.. ours, "url", "auth"], "none", node.Place);
        }

        private void Cors(string key, ConfigurationNode node, ImportKey[] table, string[] ours, string theirs)
        {
            if (IsOff(node)) return;
            if (!Is((node as ConfigurationText)?.Text, "true")) tree.Take(node, table, key, theirs, ours, (_, _) => { });
            if (node is not (ConfigurationText or ConfigurationMap)) return;
            foreach (var (their, our, words) in DefaultCors)
            {
                // A key without a value takes the default away.
                if ((node as ConfigurationMap)?.Find(their) is null)
                    tree.Set([.. ours, "url", our], new ConfigurationList(node.Place, [.. words.Select(word => new ConfigurationText(node.Place, word, IsQuoted: true))]), theirs);
            }
        }
    }
}
