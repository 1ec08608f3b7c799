using System.Text.RegularExpressions;
using LambdaImage.Engine.Configuration;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Configuration;

public sealed partial class The_documentation
{
    private static readonly string Docs = Path.Combine(Golden.Root, "docs");

    /// <summary>Jets' reference of what concerns the image. <see href="https://docs.rubyonjets.com/docs/config/reference/"/></summary>
    private static readonly string[] JetsKeys =
    [
        "docker.image", "docker.tag", "docker.show_build_command", "dockerfile.custom", "dockerfile.add_deploy_user", "dockerfile.build_args.at_top",
        "dockerfile.build_args.build_stage", "dockerfile.build_args.deployment_stage", "dockerfile.build_args.enable_aws_creds", "dockerfile.commands.bootsnap",
        "dockerfile.gemfile.force_ruby_platform", "dockerfile.install.awscli", "dockerfile.apt.packages.all_stages", "dockerfile.apt.packages.build_stage",
        "dockerfile.apt.packages.deployment_stage", "dockerfile.yum.packages.all_stages", "dockerfile.yum.packages.build_stage", "dockerfile.yum.packages.deployment_stage",
        "dockerfile.auto_packages", "dockerfile.copy_for_bundle", "dockerfile.image_package.from_base.docker_image", "dockerfile.image_package.from_base.image_name",
        "dockerfile.image_package.from_base.image_tag", "dockerfile.image_package.from_base.image_variant", "dockerfile.image_package.from_base.ruby_version",
        "dockerfile.image_package.normalize_permissions", "dockerfile.zip_package.from_base.docker_image", "dockerfile.zip_package.from_base.image_name",
        "dockerfile.zip_package.from_base.image_tag", "dockerfile.zip_package.from_base.image_variant", "dockerfile.zip_package.from_base.ruby_version",
        "package_type", "ecr.repository.properties.RepositoryName", "ecr.repository.properties.ImageScanningConfiguration.ScanOnPush",
        "ecr.repository.properties.ImageTagMutability", "ecr.repository.properties.EncryptionConfiguration.EncryptionType", "ecr.repository.properties.EncryptionConfiguration.KmsKey",
        "ecr.repository.properties.Tags", "ecr.repository.properties.LifecyclePolicy.LifecyclePolicyText", "release.phase.command", "lambda.controller.timeout", "lambda.controller.memory_size", "lambda.controller.properties",
        "prewarm.enable", "prewarm.rate", "prewarm.threads", "prewarm.timeout", "prewarm.memory", "prewarm.reserved_concurrency",
        "assets.build.enable", "assets.build.detect_local", "assets.build.precompile_command", "assets.build.nodejs.enable", "assets.build.nodejs.version",
        "assets.build.nodejs.deployment_stage", "assets.upload.enable", "assets.upload.folders", "assets.upload.max_age", "assets.upload.cache_control",
        "code.copy.strategy", "code.copy.always_keep", "code.copy.always_remove", "code.copy.warn_large",
        "codebuild.project.env.default_pass", "codebuild.project.env.vars", "codebuild.project.env.pass", "codebuild.project.env.block",
    ];

    public static TheoryData<string> Keys => [.. ConfigurationKeys.AllLeaves.Select(leaf => leaf.Path)];

    public static TheoryData<string> Examples => [.. Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories)
        .SelectMany(page => YamlBlock().Matches(File.ReadAllText(page).Replace("\r\n", "\n", StringComparison.Ordinal)))
        .Where(block => block.Groups["name"].Value == ConfigurationFile.Name).Select(block => block.Groups["text"].Value)];

    [Fact]
    public void The_schema_has_every_key_as_the_reader_has_it() =>
        Golden.Compare(Path.Combine(Docs, "lambda-image.schema.json"), ConfigurationSchema.Text());

    [Theory, MemberData(nameof(Keys))]
    public void Every_key_has_a_row(string key) => File.ReadAllLines(Path.Combine(Docs, "lambda-image-yml.md"))
        .Count(line => line.StartsWith($"| `{key}` |", StringComparison.Ordinal)).ShouldBe(1);

    [Fact]
    public void Every_row_has_a_key() => File.ReadAllLines(Path.Combine(Docs, "lambda-image-yml.md"))
        .Select(line => FirstCell().Match(line)).Where(row => row.Success).Select(row => row.Groups["key"].Value)
        .ShouldBe(ConfigurationKeys.AllLeaves.Select(leaf => leaf.Path), ignoreOrder: true);

    [Theory, MemberData(nameof(Examples))]
    public void Every_example_is_read(string text)
    {
        text.ShouldStartWith("# yaml-language-server: $schema=");
        ConfigurationCheck.Run(ConfigurationYaml.ReadFile(text, ConfigurationFile.Name)!);
    }

    [Fact]
    public void The_complete_example_has_every_key()
    {
        var longest = Examples.Cast<object[]>().Where(example => !((string)example[0]).Contains("\nservice:", StringComparison.Ordinal)).Select(example => (string)example[0]).MaxBy(text => text.Length)!;
        var values = new ConfigurationValues(ConfigurationCheck.Run(ConfigurationYaml.ReadFile(longest, ConfigurationFile.Name)!));

        ConfigurationKeys.Leaves.Select(leaf => leaf.Path).Where(path => values.Place(path) is null)
            .ShouldBe(["dockerfile", "image"], "those two are other modes");
    }

    [Fact]
    public void Every_key_of_Jets_has_a_row() => File.ReadAllLines(Path.Combine(Docs, "coming-from-jets.md"))
        .Select(line => FirstCell().Match(line)).Where(row => row.Success).Select(row => row.Groups["key"].Value).Intersect(JetsKeys).ShouldBe(JetsKeys, ignoreOrder: true);

    [GeneratedRegex(@"^```yaml (?<name>\S+)\r?\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex YamlBlock();

    [GeneratedRegex("^\\| `(?<key>[^`]+)` \\|", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstCell();
}
