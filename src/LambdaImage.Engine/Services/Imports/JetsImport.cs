using LambdaImage.Engine.Configuration;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>config/jets/deploy.rb of Ruby on Jets 6, read as text. <see href="https://docs.rubyonjets.com/docs/config/reference/"/></summary>
internal sealed class JetsImport : IServiceImport
{
    private const string Deploy = "config/jets/deploy.rb";
    private const string Application = "config/application.rb";
    private const string Project = "config/jets/project.rb";
    private const string Controller = "controller";
    private const string Function = "functions." + Controller + ".";
    private const string Properties = "ecr.repository.properties";
    private const string Zip = "packages of type Zip are not made here: To build on AWS's own image, write base.image.";
    private const string Prewarm = "functions are not prewarmed here: aws lambda put-provisioned-concurrency-config.";
    private const string Upload = "assets are served from the image: Copy them to Amazon S3 in a step of your pipeline.";
    private const string Node = "it is detected in the same way: Nothing is needed.";
    private const string Remote = "nothing is built remotely: Nothing is needed.";

    private static readonly ImportKey[] Table =
    [
        new("docker.image", "image", "Prebuilt mode. The image is checked for what Lambda demands."),
        new("docker.tag", "repository.imageTags", "With `{stage}`, `{version}`, `{timestamp}`, `{branch}`, `{sha}` and `{dirty}`; functions run a digest, so the tag is for people.") { IsSpecial = true },
        new("docker.show_build_command", "", "every command is shown with -Verbose: Nothing is needed.") { IsSilent = true },
        new("dockerfile.custom", "dockerfile", "Custom mode.") { IsSpecial = true },
        new("dockerfile.add_deploy_user", "user", "Off unless given: Lambda ignores USER.") { IsSpecial = true },
        new("dockerfile.build_args.at_top", "buildArguments.top", "Values by `-BuildArgument`."),
        new("dockerfile.build_args.build_stage", "buildArguments.build"),
        new("dockerfile.build_args.deployment_stage", "buildArguments.deployment"),
        new("dockerfile.build_args.enable_aws_creds", "", "credentials are never build arguments, which stay in the image's history: Name a secret below secrets, and give it with -Secret."),
        new("dockerfile.commands.bootsnap", "commands.bootsnap", "`false` leaves it out."),
        new("dockerfile.gemfile.force_ruby_platform", "forceRubyPlatform"),
        new("dockerfile.install.awscli", "packages.build", "Not installed unless you ask for it.") { IsSpecial = true },
        new("dockerfile.apt.packages.all_stages", "packages.all", "One key for apt, dnf, yum and apk: the base image decides."),
        new("dockerfile.apt.packages.build_stage", "packages.build"),
        new("dockerfile.apt.packages.deployment_stage", "packages.deployment"),
        new("dockerfile.yum.packages.all_stages", "packages.all"),
        new("dockerfile.yum.packages.build_stage", "packages.build"),
        new("dockerfile.yum.packages.deployment_stage", "packages.deployment"),
        new("dockerfile.packages.apt.all_stages", "packages.all", "As `jets init` writes it."),
        new("dockerfile.packages.apt.build_stage", "packages.build", "As `jets init` writes it."),
        new("dockerfile.packages.apt.deployment_stage", "packages.deployment", "As `jets init` writes it."),
        new("dockerfile.auto_packages", "packages.auto", "Also `-NoAutoPackage`."),
        new("dockerfile.copy_for_bundle", "copyBeforeInstall"),
        new("dockerfile.image_package.from_base.docker_image", "base.image"),
        new("dockerfile.image_package.from_base.image_name", "base.name"),
        new("dockerfile.image_package.from_base.image_tag", "base.tag"),
        new("dockerfile.image_package.from_base.image_variant", "base.variant", "`''` for the full image.") { IsSpecial = true },
        new("dockerfile.image_package.from_base.ruby_version", "runtimeVersion"),
        new("dockerfile.image_package.normalize_permissions", "normalizePermissions", "The daemonless engine always does."),
        new("dockerfile.zip_package.from_base.docker_image", "", Zip) { IsSilent = true },
        new("dockerfile.zip_package.from_base.image_name", "", Zip) { IsSilent = true },
        new("dockerfile.zip_package.from_base.image_tag", "", Zip) { IsSilent = true },
        new("dockerfile.zip_package.from_base.image_variant", "", Zip) { IsSilent = true },
        new("dockerfile.zip_package.from_base.ruby_version", "", Zip) { IsSilent = true },
        new("package_type", "", "everything here is an image: Nothing is needed.") { IsSilent = true },
        new("project_name", "service", "Or `name` in `config/jets/project.rb`.") { IsSpecial = true },
        new("ecr.repository.properties.RepositoryName", "repository.name"),
        new("ecr.repository.properties.ImageScanningConfiguration.ScanOnPush", "repository.scanOnPush"),
        new("ecr.repository.properties.ImageTagMutability", "repository.tagMutability") { IsSpecial = true },
        new("ecr.repository.properties.EncryptionConfiguration.EncryptionType", "repository.encryption") { IsSpecial = true },
        new("ecr.repository.properties.EncryptionConfiguration.KmsKey", "repository.kmsKey"),
        new("ecr.repository.properties.Tags", "repository.tags", "A list of `Key` and `Value`.") { IsSpecial = true },
        new("ecr.repository.properties.LifecyclePolicy.LifecyclePolicyText", "", "a policy is a file here: Write its text into a file, and that file's path below repository.lifecyclePolicy."),
        new("ecr.repository.properties.LifecyclePolicy.RegistryId", "", "the registry is that of the account: Nothing is needed.") { IsSilent = true },
        new("ecr.repository.properties.ImageTagMutabilityExclusionFilters", "", "filters have another form here: Write repository.tagMutabilityExclusions."),
        new("ecr.repository.properties.RepositoryPolicyText", "", "policies of repositories are made for Lambda's accounts: Write repository.lambdaAccounts."),
        new("ecr.repository.properties.EmptyOnDelete", "", "there is no stack that could delete the repository: Nothing is needed.") { IsSilent = true },
        new("release.phase.command", "functions.*.release.command", "Runs in the new image on the machine that deploys, by docker or podman, before the function is touched.") { IsSpecial = true },
        new("lambda.controller.timeout", "functions.*.timeout"),
        new("lambda.controller.memory_size", "functions.*.memory"),
        new("lambda.controller.properties", "", "properties in CloudFormation's form are not read: Write them below functions."),
        new("prewarm.enable", "", Prewarm),
        new("prewarm.rate", "", Prewarm),
        new("prewarm.threads", "", Prewarm),
        new("prewarm.timeout", "", Prewarm),
        new("prewarm.memory", "", Prewarm),
        new("prewarm.reserved_concurrency", "", Prewarm),
        new("assets.build.enable", "commands.assets", "Assets are built when the project has them; `false` leaves the step out.") { IsSpecial = true },
        new("assets.build.detect_local", "", "assets in the repository are not looked for: Set commands.assets to false."),
        new("assets.build.precompile_command", "commands.assets"),
        new("assets.build.nodejs.enable", "", Node) { IsSilent = true },
        new("assets.build.nodejs.version", "", "it comes from `.nvmrc`, `.node-version`, `.tool-versions` or `engines`: Write it there."),
        new("assets.build.nodejs.deployment_stage", "", "Node.js stays in the build stage: Add it to packages.deployment."),
        new("assets.upload.enable", "", Upload),
        new("assets.upload.folders", "", Upload),
        new("assets.upload.max_age", "", Upload),
        new("assets.upload.cache_control", "", Upload),
        new("code.copy.strategy", "", "nothing is copied elsewhere: The build context is the project without what .dockerignore leaves out.") { IsSilent = true },
        new("code.copy.always_keep", "ignore", "With `!` in front.") { IsSpecial = true },
        new("code.copy.always_remove", "ignore"),
        new("code.copy.warn_large", "", "the size is always shown: Nothing is needed.") { IsSilent = true },
        new("codebuild.project.env.default_pass", "", Remote) { IsSilent = true },
        new("codebuild.project.env.vars", "", "there is no remote build: Write environment, or the variables of your pipeline."),
        new("codebuild.project.env.pass", "secrets", "Variables that the build may read, as secrets: give the values with `-Secret`.") { IsSpecial = true },
        new("codebuild.project.env.block", "", "nothing is passed unless it is named: Nothing is needed.") { IsSilent = true },
    ];

    public string Tool => "Ruby on Jets";

    public IReadOnlyList<string> Files => [Deploy];

    public IReadOnlyList<ImportKey> Keys => Table;

    public ImportedService? Read(ProjectDirectory project, string file, ImportOptions options)
    {
        var start = new ConfigurationPlace(project.FullPath(file), 1, 1);
        var tree = new ImportTree(start);
        var settings = RubySettings.Read(project, file).Concat(project.Exists(Application) ? RubySettings.Read(project, Application).Where(each => each.Key == "project_name") : []).ToList();
        var named = settings.Where(each => each.Key == "project_name").Concat(project.Exists(Project) ? RubySettings.Read(project, Project).Where(each => each.Key == "name") : []);
        tree.Set(["service"], named.FirstOrDefault().Value is ConfigurationText name ? name.Text : ProjectName.Normalize(project.Name), start);
        foreach (var (key, value) in settings.OrderBy(each => Turn(each.Key))) Take(tree, key, value);
        tree.Section(["functions", Controller], start);
        // Jets' own defaults, so that the function does not change its size by moving.
        tree.Set(["functions", Controller, "memory"], "1536", start);
        tree.Set(["functions", Controller, "timeout"], "30", start);
        tree.Set(["functions", Controller, "createRole"], "true", start);
        return new ImportedService(Tool, project.FullPath(file), tree.Root, tree.Gaps);
    }

    /// <summary>Assets that are switched off need no command, and what is kept must stand after what is removed.</summary>
    private static int Turn(string key) => key switch { "assets.build.enable" => 0, "code.copy.always_keep" => 2, _ => 1 };

    private static void Take(ImportTree tree, string key, ConfigurationNode value)
    {
        if (key.StartsWith(Properties, StringComparison.Ordinal))
        {
            Repository(tree, key, value);
            return;
        }

        if (Table.FirstOrDefault(row => row.Theirs == key) is not { } row)
        {
            tree.Unknown(key, value.Place);
            return;
        }

        if (row.IsSpecial) Special(tree, key, value);
        // Several of their lists can be one here.
        else if (value is ConfigurationList list && row.Ours.Length > 0) tree.Append(row.Ours.Split('.'), list, key);
        else if (row.Ours.Length > 0) tree.Set(row.Ours.Replace("functions.*.", Function, StringComparison.Ordinal).Split('.'), value, key);
        else if (!row.IsSilent) tree.Gap(key, value.Place, row.Note);
    }

    private static void Special(ImportTree tree, string key, ConfigurationNode value)
    {
        if (value is UnknownValue)
        {
            tree.Form(value, key);
            return;
        }

        var text = (value as ConfigurationText)?.Text;
        switch (key)
        {
            case "docker.tag" when text is not null:
                tree.Set(["repository", "imageTags"], new ConfigurationList(value.Place, [new ConfigurationText(value.Place, Tag(text), IsQuoted: true)]), key);
                break;
            case "dockerfile.custom" when text is "true": tree.Set(["dockerfile"], "Dockerfile", value.Place); break;
            case "dockerfile.custom" when text is not (null or "false"): tree.Set(["dockerfile"], text, value.Place); break;
            case "dockerfile.add_deploy_user" when text is "true": tree.Set(["user"], "1000:1000", value.Place); break;
            case "dockerfile.install.awscli" when text is "true":
                tree.Append(["packages", "build"], new ConfigurationList(value.Place, [new ConfigurationText(value.Place, "awscli", IsQuoted: true)]), key);
                break;
            case "dockerfile.image_package.from_base.image_variant": tree.Set(["base", "variant"], text ?? "", value.Place); break;
            case "assets.build.enable" when text is "false": tree.Set(["commands", "assets"], "false", value.Place); break;
            case "code.copy.always_keep" when value is ConfigurationList kept:
                tree.Append(["ignore"], kept with { Items = [.. kept.Items.Select(item => item is ConfigurationText own ? own with { Text = "!" + own.Text } : item)] }, key);
                break;
            case "codebuild.project.env.pass" when value is ConfigurationList passed:
                tree.Set(["secrets"], passed with
                {
                    Items = [.. passed.Items.Select(item => item is not ConfigurationText ? item : new ConfigurationMap(item.Place,
                        [new ConfigurationMember(item.Place, "id", item), new ConfigurationMember(item.Place, "variable", item)]))],
                }, key);
                break;
            case "release.phase.command" when text is not null:
                tree.Set(["functions", Controller, "release", "command"], CommandText.List(text, value.Place), key);
                break;
            default:
                if (value is not ConfigurationText) tree.Form(value, key);
                break;
        }
    }

    /// <summary>Properties of CloudFormation's repository, as one hash.</summary>
    private static void Repository(ImportTree tree, string key, ConfigurationNode value) => tree.Take(value, Table, key, key, [], (path, member) =>
    {
        switch (path[(Properties.Length + 1)..])
        {
            case "ImageTagMutability" when tree.Text(member.Value, path) is { } mutability:
                if (mutability is "MUTABLE" or "IMMUTABLE") tree.Set(["repository", "tagMutability"], mutability.ToLowerInvariant(), member.Place);
                else tree.Gap(path, member.Place, $"{mutability} has exclusions", "Write repository.tagMutability and tagMutabilityExclusions.", blocks: false);
                break;
            case "EncryptionConfiguration.EncryptionType" when tree.Text(member.Value, path) is { } encryption:
                tree.Set(["repository", "encryption"], encryption switch { "KMS" => "kms", "KMS_DSSE" => "kmsDsse", _ => "aes256" }, member.Place);
                break;
            case "Tags" when member.Value is ConfigurationList tags: tree.Tags(["repository", "tags"], tags, path); break;
            case "ImageScanningConfiguration" or "EncryptionConfiguration" or "LifecyclePolicy": Repository(tree, path, member.Value); break;
            default: tree.Form(member.Value, path); break;
        }
    });

    private static string Tag(string format) => format
        .Replace(":FRIENDLY_TAG", "{version}", StringComparison.OrdinalIgnoreCase).Replace(":TIMESTAMP", "{timestamp}", StringComparison.OrdinalIgnoreCase)
        .Replace(":GIT_BRANCH", "{branch}", StringComparison.OrdinalIgnoreCase).Replace(":GIT_SHA", "{sha}", StringComparison.OrdinalIgnoreCase)
        .Replace(":GIT_DIRTY", "{dirty}", StringComparison.OrdinalIgnoreCase).Replace(":ENV", "{stage}", StringComparison.OrdinalIgnoreCase);
}
