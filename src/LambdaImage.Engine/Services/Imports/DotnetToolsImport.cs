using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects;
using LambdaImage.Engine.Projects.Manifests;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>aws-lambda-tools-defaults.json of <c>dotnet lambda</c>, with a function made of an image.
/// <see href="https://github.com/aws/aws-extensions-for-dotnet-cli"/></summary>
internal sealed class DotnetToolsImport : IServiceImport
{
    private const string Zip = "it is about .zip archives: Nothing is needed, an image brings its own.";
    private const string Async = "it is not set here: Keep it where it is, updates do not touch it.";
    private const string Stack = "there is no CloudFormation stack here: Keep dotnet lambda deploy-serverless for it.";
    private const string AwsKeys = "keys do not belong into files: Give -ProfileName, or variables of the environment.";
    private const string Interactive = "nothing is ever asked: Nothing is needed.";

    private static readonly ImportKey[] Table =
    [
        new("Information", "", "it is a comment: Nothing is needed.") { IsSilent = true },
        new("profile", "profile"),
        new("profile-location", "", "profiles are found in the usual files: Give -ProfileLocation."),
        new("aws-access-key-id", "", AwsKeys),
        new("aws-secret-key", "", AwsKeys),
        new("aws-session-token", "", AwsKeys),
        new("region", "region"),
        new("package-type", "", "everything here is an image: Nothing is needed.") { IsSilent = true },
        new("function-name", "functions.*.name"),
        new("function-description", "functions.*.description"),
        new("function-role", "functions.*.role", "An ARN or a name."),
        new("function-memory-size", "functions.*.memory"),
        new("function-timeout", "functions.*.timeout"),
        new("function-architecture", "images.*.architecture") { IsSpecial = true },
        new("function-handler", "", Zip) { IsSilent = true },
        new("function-runtime", "", Zip) { IsSilent = true },
        new("function-layers", "", "functions made of images have no layers: Copy their files into the image, extensions to /opt/extensions."),
        new("function-subnets", "functions.*.subnets", "With commas between them.") { IsSpecial = true },
        new("function-security-groups", "functions.*.securityGroups", "With commas between them.") { IsSpecial = true },
        new("function-publish", "functions.*.publish"),
        new("function-url-enable", "functions.*.url.auth") { IsSpecial = true },
        new("function-url-auth", "functions.*.url.auth") { IsSpecial = true },
        new("image-command", "functions.*.command", "Words with commas between them.") { IsSpecial = true },
        new("image-entrypoint", "functions.*.entryPoint", "Words with commas between them.") { IsSpecial = true },
        new("image-working-directory", "functions.*.workingDirectory"),
        new("image-tag", "repository.name", "`name:tag` becomes `repository.name` and `repository.imageTags`.") { IsSpecial = true },
        new("local-docker-image", "images.*.image", "Instead of a build.") { IsSpecial = true },
        new("dockerfile", "images.*.dockerfile", "`Dockerfile` unless given.") { IsSpecial = true },
        new("docker-build-working-dir", "images.*.path", "The folder of the file unless given.") { IsSpecial = true },
        new("docker-build-options", "images.*.buildOptions", "Options with a key of their own become that key.") { IsSpecial = true },
        new("docker-host-build-output-dir", "", "the project is not published on this machine first: Compile in the Dockerfile, or let LambdaImage write it."),
        new("environment-variables", "functions.*.environment", "`K=V;K2=V2`, or a map.") { IsSpecial = true },
        new("append-environment-variables", "functions.*.environment", "With `environmentMode: merge`.") { IsSpecial = true },
        new("tags", "functions.*.tags", "`K=V;K2=V2`, or a map.") { IsSpecial = true },
        new("kms-key", "functions.*.kmsKey"),
        new("dead-letter-target-arn", "functions.*.deadLetter"),
        new("tracing-mode", "functions.*.tracing"),
        new("ephemerals-storage-size", "functions.*.ephemeralStorage"),
        new("log-format", "functions.*.logFormat"),
        new("log-application-level", "functions.*.applicationLogLevel"),
        new("log-system-level", "functions.*.systemLogLevel"),
        new("log-group", "functions.*.logGroup"),
        new("snap-start-apply-on", "functions.*.snapStart"),
        new("file-system-configs", "", "their form is JSON in a text: Write fileSystems, paths with ARNs."),
        new("apply-defaults", "", Async),
        new("configuration", "", "it is decided in the Dockerfile: Give it as buildArguments.") { IsSilent = true },
        new("framework", "", "it is decided in the Dockerfile: Nothing is needed.") { IsSilent = true },
        new("msbuild-parameters", "", "it is decided in the Dockerfile: Give it as buildArguments."),
        new("project-location", "", "the folder is given: Name it on the command line."),
        new("self-contained", "", Zip) { IsSilent = true },
        new("disable-interactive", "", Interactive) { IsSilent = true },
        new("persist-config-file", "", Interactive) { IsSilent = true },
        new("s3-bucket", "", Zip) { IsSilent = true },
        new("s3-prefix", "", Zip) { IsSilent = true },
        new("template", "", Stack),
        new("template-parameters", "", Stack),
        new("template-substitutions", "", Stack),
        new("stack-name", "", Stack),
        new("stack-tags", "", Stack),
        new("stack-disable-capabilities", "", Stack),
        new("cloudformation-role", "", Stack),
        new("output-package", "", Zip) { IsSilent = true },
        new("package", "", Zip) { IsSilent = true },
        new("output-template", "", Stack),
        new("config-file", "", "the file is found by its name: Nothing is needed.") { IsSilent = true },
        new("stack-wait", "", Stack) { IsSilent = true },
        new("disable-version-check", "", Zip) { IsSilent = true },
        new("resolve-s3", "", Zip) { IsSilent = true },
        new("use-container-for-build", "", Zip) { IsSilent = true },
        new("code-mount-directory", "", Zip) { IsSilent = true },
        new("container-image-for-build", "", Zip) { IsSilent = true },
    ];

    public string Tool => "dotnet lambda";

    public IReadOnlyList<string> Files => [LambdaToolsDefaults.File];

    public IReadOnlyList<ImportKey> Keys => Table;

    public ImportedService? Read(ProjectDirectory project, string file, ImportOptions options)
    {
        if (YamlManifest.Read(project, file) is not { } yaml) return null;
        var root = new LiteralValues(yaml, project.FullPath(file)).Root;
        if (root.Find("package-type") is not ConfigurationText { Text: var type } || !type.Equals("image", StringComparison.OrdinalIgnoreCase)) return null;
        var tree = new ImportTree(root.Place);
        new Reading(root, tree, ProjectName.Normalize(project.Name)).Run();
        return new ImportedService(Tool, project.FullPath(file), tree.Root, tree.Gaps);
    }

    private sealed class Reading(ConfigurationMap root, ImportTree tree, string folder)
    {
        private readonly string _function = root.Find("function-name") is ConfigurationText { Text: { Length: > 0 } name } ? ImageNames.Of(name) : "app";

        public void Run()
        {
            tree.Set(["service"], folder.Length > 0 ? folder : _function, root.Place);
            string[] image = ["images", ServiceReader.OnlyImage];
            string[] function = ["functions", _function];
            tree.Section(image, root.Place);
            tree.Section(function, root.Place);
            if (root.Find("local-docker-image") is { } local) tree.Set([.. image, "image"], local, "local-docker-image");
            else tree.Set([.. image, "dockerfile"], Dockerfile(), "dockerfile");
            if (root.Find("docker-build-working-dir") is { } context) tree.Set([.. image, "path"], context, "docker-build-working-dir");
            ImportKey[] table = [.. Table.Select(key => key with { Ours = key.Ours.Replace("functions.*.", $"functions.{_function}.", StringComparison.Ordinal) })];
            tree.Take(root, table, "", "", [], (key, member) => Special(key, member, image, function));
        }

        /// <summary>A Dockerfile is relative to the project there, and to the build context here.</summary>
        private ConfigurationText Dockerfile()
        {
            var file = root.Find("dockerfile") as ConfigurationText ?? new ConfigurationText(root.Place, "Dockerfile", IsQuoted: true);
            return root.Find("docker-build-working-dir") is ConfigurationText { Text: { Length: > 0 } context }
                ? file with { Text = Path.GetRelativePath(Path.GetFullPath(context, Path.GetFullPath("/project")), Path.GetFullPath(file.Text, Path.GetFullPath("/project"))).Replace('\\', '/') }
                : file;
        }

        private void Special(string key, ConfigurationMember member, string[] image, string[] function)
        {
            if (key == "append-environment-variables" && root.Find("environment-variables") is null) tree.Set([.. function, "environmentMode"], "merge", member.Place);
            if (member.Value is not ConfigurationText text)
            {
                Whole(key, member.Value, function);
                return;
            }

            if (text.Text.Length == 0) return;
            switch (key)
            {
                case "function-architecture": tree.Set([.. image, "architecture"], text, key); break;
                case "function-subnets": List("subnets"); break;
                case "function-security-groups": List("securityGroups"); break;
                case "image-command": List("command"); break;
                case "image-entrypoint": List("entryPoint"); break;
                case "docker-build-options": DockerOptions.Take(tree, image, CommandText.Split(text.Text), text.Place, key); break;
                case "environment-variables": Pairs("environment"); break;
                case "append-environment-variables": Pairs("environment"); break;
                case "tags": Pairs("tags"); break;
                case "function-url-enable" when text.Text is "true":
                    tree.Set([.. function, "url", "auth"], root.Find("function-url-auth") is ConfigurationText { Text: "AWS_IAM" } ? "awsIam" : "none", text.Place);
                    break;
                case "image-tag":
                    // A registry can have a port.
                    var colon = text.Text.LastIndexOf(':') is var last && last > text.Text.LastIndexOf('/') ? last : -1;
                    RepositoryUri.Take(tree, colon < 0 ? text.Text : text.Text[..colon], text.Place, key);
                    tree.Set(["repository", "imageTags"], new ConfigurationList(text.Place, [text with { Text = colon < 0 ? "latest" : text.Text[(colon + 1)..], IsQuoted = true }]), key);
                    break;
            }

            void List(string name) => tree.Set([.. function, name],
                new ConfigurationList(text.Place, [.. text.Text.Split(',', StringSplitOptions.TrimEntries).Select(word => text with { Text = word.Trim('"'), IsQuoted = true })]), key);

            void Pairs(string name)
            {
                foreach (var pair in text.Text.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('=', 2)))
                {
                    if (pair.Length == 2) tree.Set([.. function, name, pair[0].Trim('"', ' ')], pair[1].Trim('"'), text.Place);
                    else tree.Gap(key, text.Place, "a part between semicolons has no =", "Write it as name=value.", blocks: false);
                }
            }
        }

        /// <summary>Maps and lists are taken as they are where the tool knows texts.</summary>
        private void Whole(string key, ConfigurationNode value, string[] function)
        {
            string? name = (key, value) switch
            {
                ("environment-variables" or "append-environment-variables", ConfigurationMap) => "environment",
                ("tags", ConfigurationMap) => "tags",
                ("function-subnets", ConfigurationList) => "subnets",
                ("function-security-groups", ConfigurationList) => "securityGroups",
                ("image-command", ConfigurationList) => "command",
                ("image-entrypoint", ConfigurationList) => "entryPoint",
                _ => null,
            };
            if (value is ConfigurationMap map && name is not null)
            {
                foreach (var (_, each, text) in map.Members) tree.Set([.. function, name, each], text, $"{key}.{each}");
            }
            else if (name is not null)
            {
                tree.Set([.. function, name], value, key);
            }
            else
            {
                tree.Form(value, key);
            }
        }
    }
}
