using LambdaImage.Engine.Completions;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Tests.Aws;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Completions;

public sealed class Finding_what_can_be_typed : IDisposable
{
    private readonly AwsBench _bench = new();
    private readonly TempProject _project = new();

    [Fact]
    public void Every_kind_has_its_source() =>
        Catalog.All.Select(source => source.Kind).ShouldBe(Enum.GetValues<CompletionKind>(), ignoreOrder: true);

    [Fact]
    public async Task Profiles_are_those_of_the_file()
    {
        _bench.WriteProfiles("[work]\naws_access_key_id = a\naws_secret_access_key = b\n[default]\naws_access_key_id = a\naws_secret_access_key = b\n");

        (await WordsAsync(CompletionKind.Profile)).ShouldBe(["default", "work"]);
    }

    [Fact]
    public async Task Stages_of_a_Dockerfile_begin_with_the_image_itself()
    {
        _project.Write("Dockerfile", "ARG BASE=node:22\nFROM ${BASE} AS build\nARG VERSION\nARG BASE\nFROM scratch AS app\n");

        (await WordsAsync(CompletionKind.DockerfileStage)).ShouldBe(["app", "build"]);
        (await WordsAsync(CompletionKind.BuildArgument)).ShouldBe(["BASE", "VERSION"]);
    }

    [Fact]
    public async Task A_Dockerfile_of_another_name_counts_where_it_was_named()
    {
        _project.Write("docker/Dockerfile.prod", "FROM scratch AS prod\n");

        (await WordsAsync(CompletionKind.DockerfileStage, dockerfile: "docker/Dockerfile.prod")).ShouldBe(["prod"]);
        (await WordsAsync(CompletionKind.DockerfileStage)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Functions_and_stages_are_those_of_the_configuration()
    {
        _project.Write("app/index.mjs", "export const handler = async () => 1;");
        _project.Write("lambda-image.yml", "service: shop\nimages: { app: { path: app } }\nfunctions: { api: { image: app }, worker: { image: app } }\nstages: { prod: {}, test: {} }\n");

        (await WordsAsync(CompletionKind.ServiceFunction)).ShouldBe(["api", "worker"]);
        (await WordsAsync(CompletionKind.ServiceStage)).ShouldBe(["prod", "test"]);
    }

    [Fact]
    public async Task Files_of_other_tools_are_those_that_are_there()
    {
        _project.Write("template.yaml", "Resources: {}");
        _project.Write("serverless.yml", "service: shop");
        _project.Write("config/jets/deploy.rb", "");
        _project.Write("docker-compose.yml", "services: {}");

        (await WordsAsync(CompletionKind.ImportableFile)).ShouldBe(["serverless.yml", "template.yaml", "config/jets/deploy.rb"]);
    }

    [Fact]
    public async Task Builders_are_those_that_buildx_has_a_file_for()
    {
        _project.Write("instances/near", "{}");
        _project.Write("instances/far", "{}");
        _bench.Environment["BUILDX_CONFIG"] = _project.Path;

        (await WordsAsync(CompletionKind.Builder)).ShouldBe(["far", "near"]);
    }

    [Fact]
    public async Task Rules_explain_themselves()
    {
        var rules = await Catalog.FindAsync(new() { Kind = CompletionKind.LintRule }, CancellationToken.None);

        rules.ShouldContain(rule => rule.Text == "AptRecommends" && rule.Explanation!.Length > 0);
    }

    [Theory]
    [InlineData(CompletionKind.Tag)]
    [InlineData(CompletionKind.Alias)]
    [InlineData(CompletionKind.Version)]
    [InlineData(CompletionKind.DockerfileStage)]
    public async Task What_belongs_to_nothing_is_nothing(CompletionKind kind) =>
        (await Catalog.FindAsync(new() { Kind = kind }, CancellationToken.None)).ShouldBeEmpty();

    public void Dispose()
    {
        _project.Dispose();
        _bench.Dispose();
    }

    private CompletionCatalog Catalog => new(new EngineParts(_bench.Environment, _bench.Aws, _bench.Connector, new FakeProcessRunner(), _bench.Clock));

    private async Task<IEnumerable<string>> WordsAsync(CompletionKind kind, string? dockerfile = null)
    {
        var request = new CompletionRequest { Kind = kind, Of = _project.Path, Dockerfile = dockerfile, Session = _bench.Bare };
        return (await Catalog.FindAsync(request, CancellationToken.None)).Select(choice => choice.Text);
    }
}
