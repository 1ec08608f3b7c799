namespace LambdaImage.Tests.Tool;

public sealed class Rehearsing_a_verb
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task Nothing_is_written_and_the_action_is_said()
    {
        var run = await ToolRun.OfAsync(_engine, null, "dockerfile", "app", "--what-if");
        run.Code.ShouldBe(0);
        run.Out.ShouldContain("What if: make LambdaDockerfile → target of LambdaDockerfile");
        _engine.Ran.ShouldBe(["LambdaProject"]);
    }

    [Fact]
    public async Task Later_steps_are_rehearsed_with_a_build_that_only_fills_the_cache()
    {
        var run = await ToolRun.OfAsync(_engine, null, "publish", "app", "--what-if");
        run.Out.ShouldContain("make LambdaDockerfile");
        run.Out.ShouldContain("make BuiltLambdaImage");
        run.Out.ShouldContain("make PublishedLambdaImage");
        _engine.Ran.ShouldNotContain("PublishedLambdaImage");
        _engine.Requests.OfType<DockerfileRequest>().Last().TextOnly.ShouldBeTrue();
    }

    [Fact]
    public async Task A_build_that_writes_an_output_is_not_run()
    {
        await ToolRun.OfAsync(_engine, null, "publish", "app", "--output", "out", "--what-if");
        _engine.Ran.ShouldNotContain("BuiltLambdaImage");
    }

    [Theory]
    [InlineData("publish", false)]
    [InlineData("publish", true)]
    [InlineData("deploy", false)]
    [InlineData("deploy", true)]
    public async Task Layers_are_sent_ahead_only_when_they_are_really_sent(string verb, bool isRehearsal)
    {
        await ToolRun.OfAsync(_engine, null, [verb, "app", .. isRehearsal ? ["--what-if"] : Array.Empty<string>()]);
        var isAhead = verb == "deploy"
            ? _engine.Requests.OfType<ServiceRequest>().Single().SendAhead
            : _engine.Requests.OfType<BuildRequest>().Single().PublishAs is not null;
        isAhead.ShouldBe(!isRehearsal);
    }

    [Fact]
    public async Task A_build_alone_sends_nothing()
    {
        await ToolRun.OfAsync(_engine, null, "build", "app");
        _engine.Requests.OfType<BuildRequest>().Single().PublishAs.ShouldBeNull();
    }
}
