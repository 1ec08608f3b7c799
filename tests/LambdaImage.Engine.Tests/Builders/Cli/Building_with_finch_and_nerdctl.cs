using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.Nerdctl;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Tests.Oci.Archive;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Cli;

/// <summary>By their documentation and source: neither can be had where these tests run.</summary>
public sealed class Building_with_finch_and_nerdctl : IDisposable
{
    private readonly BuildFolder _folder = new();
    private readonly FakeProcessRunner _runner = new();

    public Building_with_finch_and_nerdctl()
    {
        var saved = new FakeDocker(_folder, "28.2.2", null).Saved();
        foreach (var program in (string[])["finch", "nerdctl"])
        {
            _runner
                .On($"{program} --version", new FakeProcessRunner.Reply(0, $"{program} version 2.1.3"))
                .On($"{program} info", new FakeProcessRunner.Reply(0, "Server Version: v2.1.3"))
                .On($"{program} build", new FakeProcessRunner.Reply(0, "", "#1 [1/1] FROM a"))
                .On($"{program} tag", new FakeProcessRunner.Reply(0))
                .On($"{program} rmi", new FakeProcessRunner.Reply(0))
                .On($"{program} image inspect", new FakeProcessRunner.Reply(1))
                .On($"{program} save", _ => new FakeProcessRunner.Reply { RawOutput = saved });
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(BuildEngine.Finch, "finch")]
    [InlineData(BuildEngine.Nerdctl, "nerdctl")]
    public async Task The_image_is_saved_by_a_name_of_its_own_and_then_gets_its_tag(BuildEngine engine, string program)
    {
        var job = _folder.Job("FROM a\nRUN x\n", request => request with { Pull = true, Network = "none", CacheFrom = ["type=registry,ref=r/c"], Arguments = ["--add-host=a:1"] });

        var result = await Builder(engine).BuildAsync(job, _folder.Work, CancellationToken.None);

        var name = FakeDocker.After(_runner.Command($"{program} build"), "-t");
        name.ShouldMatch("^lambdaimage-build:[0-9a-f]{32}$");
        _runner.Command($"{program} build").Arguments.ShouldBe(
        [
            "build",
            "-f", Path.Combine(_folder.Context, "Dockerfile"),
            "-t", name,
            "--platform", "linux/amd64",
            "--cache-from", "type=registry,ref=r/c",
            "--add-host=a:1",
            "--pull", "--network", "none",
            "--progress", "plain",
            _folder.Context,
        ]);
        _runner.Command($"{program} save").Arguments.ShouldBe(["save", "--platform", "linux/amd64", name]);
        _runner.Command($"{program} tag").Arguments.ShouldBe(["tag", name, "shop:test"]);
        _runner.Command($"{program} rmi").Arguments.ShouldBe(["rmi", name]);
        result.Image.Layers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Contexts_are_given_as_it_reads_them()
    {
        await WriteLayoutAsync("v1");
        var contexts = new Dictionary<string, string> { ["docker.io/library/alpine:latest"] = "tools:1", ["laid"] = $"oci-layout://{_folder.Path("layout")}:v1" };

        await Builder(BuildEngine.Nerdctl).BuildAsync(_folder.Job("FROM alpine\n", request => request with { BuildContexts = contexts }), _folder.Work, CancellationToken.None);

        var arguments = _runner.Command("nerdctl build").Arguments;
        arguments.Where((_, index) => index > 0 && arguments[index - 1] == "--build-context")
            .ShouldBe(["alpine=docker-image://tools:1", "laid=oci-layout://" + _folder.Path("layout")]);
    }

    [Fact]
    public async Task What_it_would_take_for_something_else_is_refused()
    {
        await WriteLayoutAsync("v1");
        var layout = "oci-layout://" + _folder.Path("layout");

        (await FailAsync(request => request with { BuildContexts = new Dictionary<string, string> { ["a"] = layout, ["b"] = layout } }))
            .ShouldBe($"Tried to give the build context b={layout} to nerdctl but it takes one layout at a time.");
        (await FailAsync(request => request with { BuildContexts = new Dictionary<string, string> { ["a"] = layout + ":v2" } }))
            .ShouldContain("no image there is called so");
        (await FailAsync(request => request with { Network = "own" }))
            .ShouldBe("Tried to build with nerdctl but it knows default, host, none only, and the build asks for the network own.");
        File.WriteAllText(_folder.Path("layout/index.json"), """{"schemaVersion":2,"manifests":[{"mediaType":"m","digest":"a","size":1},{"mediaType":"m","digest":"b","size":1}]}""");
        (await FailAsync(request => request with { BuildContexts = new Dictionary<string, string> { ["a"] = layout } }))
            .ShouldBe($"Tried to give the build context a={layout} to nerdctl but it takes a layout of one image only.");

        async Task<string> FailAsync(Func<BuildRequest, BuildRequest> change) => (await Should.ThrowAsync<LambdaImageException>(() =>
            Builder(BuildEngine.Nerdctl).BuildAsync(_folder.Job("FROM a\n", change), _folder.Work, CancellationToken.None))).Message;
    }

    [Fact]
    public async Task They_are_ready_when_they_answer() =>
        (await Builder(BuildEngine.Nerdctl).ProbeAsync(CancellationToken.None)).ShouldBe(new Availability(true, "nerdctl 2.1.3"));

    [Fact]
    public async Task A_machine_that_does_not_run_is_told()
    {
        _runner.On("finch info", new FakeProcessRunner.Reply(1, "", "instance \"finch\" is stopped"));

        var availability = await Builder(BuildEngine.Finch).ProbeAsync(CancellationToken.None);

        availability.IsReady.ShouldBeFalse();
        availability.Description.ShouldBe("instance \"finch\" is stopped");
    }

    [Fact]
    public async Task The_chat_program_of_that_name_is_not_taken_for_it()
    {
        _runner.On("finch --version", new FakeProcessRunner.Reply(0, "finch 2.14.12"));

        var availability = await Builder(BuildEngine.Finch).ProbeAsync(CancellationToken.None);

        availability.IsReady.ShouldBeFalse();
        availability.Description.ShouldBe("there is no finch on PATH");
        _runner.Commands.Count.ShouldBe(1);
    }

    private Task WriteLayoutAsync(string tag) =>
        OciLayout.WriteAsync(new SampleImage(), _folder.Path("layout"), "image:" + tag, LayoutContent.Complete, _folder.Work, CancellationToken.None);

    private NerdctlBuilder Builder(BuildEngine engine) => new(engine, _runner, new TestEnvironment(_folder.Path("home")), _folder.Compressed);
}
