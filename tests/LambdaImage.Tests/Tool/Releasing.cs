namespace LambdaImage.Tests.Tool;

public sealed class Releasing
{
    private readonly ScriptedEngine _engine = new();

    [Fact]
    public async Task The_options_of_traffic_reach_the_engine()
    {
        var run = await ToolRun.OfAsync(
            _engine, null, "update", "--function", "shop", "--image-uri", "repository@" + ScriptedEngine.Digest, "--alias", "live", "--canary", "10,50", "--bake-time", "1h30m",
            "--alarm", "slow", "--alarm", "errors", "--max-error-percent", "2.5", "--smoke-payload", "{}", "--smoke-expect", "ok",
            "--release-command", "php", "--release-command", "artisan", "--release-engine", "podman", "--release-credential", "--release-payload", "\"migrate\"");

        run.Code.ShouldBe(0, run.Error);
        var traffic = _engine.Requests.OfType<UpdateFunctionRequest>().Single().Traffic;
        traffic.Canary.ShouldBe([10, 50]);
        traffic.Alarms.ShouldBe(["slow", "errors"]);
        traffic.ReleaseCommand.ShouldBe(["php", "artisan"]);
        (traffic.Alias, traffic.BakeTime, traffic.MaxErrorPercent, traffic.SmokePayload, traffic.SmokeExpect, traffic.ReleaseEngine, traffic.ReleaseCredentials, traffic.ReleasePayload)
            .ShouldBe(("live", TimeSpan.FromMinutes(90), 2.5, "{}", "ok", BuildEngine.Podman, true, "\"migrate\""));
    }

    [Fact]
    public async Task Nothing_said_is_nothing_asked()
    {
        await ToolRun.OfAsync(_engine, null, "update", "--function", "shop", "--image-uri", "repository@" + ScriptedEngine.Digest);

        _engine.Requests.OfType<UpdateFunctionRequest>().Single().Traffic.IsNothing.ShouldBeTrue();
    }

    [Theory]
    [InlineData("--bake-time", "5")]
    [InlineData("--canary", "ten")]
    [InlineData("--smoke-payload", "@/no/such/file")]
    public async Task What_cannot_be_read_is_told(string option, string value)
    {
        var run = await ToolRun.OfAsync(_engine, null, "update", "--function", "shop", "--image-uri", "repository@" + ScriptedEngine.Digest, option, value);

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("RequestInvalid");
    }

    [Fact]
    public async Task A_deployment_that_is_piped_in_is_undone()
    {
        var deployed = await ToolRun.OfAsync(_engine, null, "deploy", "app", "--function", "shop", "--json");
        var undone = deployed.Out.Replace("\"state\"", "\"alias\":\"live\",\"previousVersion\":\"11\",\"state\"", StringComparison.Ordinal);

        (await ToolRun.OfAsync(_engine, undone, "restore", "--json")).Code.ShouldBe(0);

        var request = _engine.Requests[^1].ShouldBeOfType<RestoreFunctionRequest>();
        (request.FunctionName, request.Alias, request.Version, request.ImageUri).ShouldBe(("arn:aws:lambda:eu-west-1:123456789012:function:shop", "live", "11", null));
    }

    [Fact]
    public async Task A_deployment_that_is_piped_in_says_what_to_go_back_to_also_by_name()
    {
        var deployed = await ToolRun.OfAsync(_engine, null, "deploy", "app", "--function", "shop", "--json");
        var undone = deployed.Out.Replace("\"state\"", "\"alias\":\"live\",\"previousVersion\":\"11\",\"state\"", StringComparison.Ordinal);

        await ToolRun.OfAsync(_engine, undone, "restore", "--function", "shop");

        var request = _engine.Requests[^1].ShouldBeOfType<RestoreFunctionRequest>();
        (request.FunctionName, request.Alias, request.Version).ShouldBe(("shop", "live", "11"));
    }

    [Fact]
    public async Task Going_back_by_name_is_told_what_to()
    {
        await ToolRun.OfAsync(_engine, null, "restore", "--function", "shop", "--version", "12", "--alias", "live", "--alias-only");
        var request = _engine.Requests[^1].ShouldBeOfType<RestoreFunctionRequest>();

        (request.FunctionName, request.Version, request.Alias, request.AliasOnly).ShouldBe(("shop", "12", "live", true));
    }

    [Fact]
    public async Task Releases_are_a_table()
    {
        var run = await ToolRun.OfAsync(_engine, null, "releases", "--function", "shop");

        run.Code.ShouldBe(0, run.Error);
        run.Out.ShouldMatch(@"12 +live +sha256:111111111111 +1a2b3c4 +ann");
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("5m", 300)]
    [InlineData("1H", 3600)]
    [InlineData("1h30m5s", 5405)]
    [InlineData("30d", 2_592_000)]
    [InlineData("00:02:00", 120)]
    public void Times_are_read_as_people_write_them(string text, int seconds) => Durations.Parse(text).ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5 minutes")]
    public void Other_texts_are_no_times(string text) => Durations.Parse(text).ShouldBeNull();
}
