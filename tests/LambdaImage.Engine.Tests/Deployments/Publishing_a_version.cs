using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Publishing_a_version : IDisposable
{
    private readonly FunctionBench _bench = new();

    public Publishing_a_version() => _bench.Function.Exists(FunctionBench.OldDigest);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_follows_the_update_and_is_bound_to_the_digest()
    {
        var deployed = await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with { PublishVersion = true });

        deployed.Version.ShouldBe("1");
        _bench.Function.Writes.ShouldBe(["UpdateFunctionCode", "PublishVersion"]);
        var sent = _bench.Bench.Aws.Single("PublishVersion").Json;
        sent.GetProperty("CodeSha256").GetString().ShouldBe(FunctionBench.NewDigest["sha256:".Length..]);
        sent.GetProperty("RevisionId").GetString().ShouldBe(_bench.Function.Configuration!["RevisionId"]!.ToString());
    }

    [Fact]
    public async Task A_function_that_is_published_as_it_is_needs_no_write()
    {
        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with { PublishVersion = true });
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with { PublishVersion = true });

        plan.Changes.ShouldBeFalse();
        (await plan.RunAsync(_bench.Bench.Reporter, default)).Version.ShouldBe("1");
    }

    [Fact]
    public async Task Settings_that_changed_since_ask_for_a_new_one()
    {
        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with { PublishVersion = true });
        _bench.Function.With("MemorySize", 1024);

        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with { PublishVersion = true });

        plan.Action.ShouldBe("Publish a version of it as it is");
        (await plan.RunAsync(_bench.Bench.Reporter, default)).Version.ShouldBe("2");
    }

    [Theory]
    [InlineData("TracingConfig", """{"Mode":"Active"}""")]
    [InlineData("FileSystemConfigs", """[{"Arn":"arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-1","LocalMountPath":"/mnt/x"}]""")]
    [InlineData("LoggingConfig", """{"LogFormat":"JSON","LogGroup":"/aws/lambda/shop"}""")]
    [InlineData("SnapStart", """{"ApplyOn":"PublishedVersions"}""")]
    [InlineData("Environment", """{"Error":{"ErrorCode":"AccessDeniedException","Message":"the key is not yours"}}""")]
    public async Task Any_setting_that_the_version_has_not_asks_for_one(string setting, string value)
    {
        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with { PublishVersion = true });
        _bench.Function.With(setting, JsonNode.Parse(value));

        (await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with { PublishVersion = true })).Version.ShouldBe("2");
    }

    [Fact]
    public async Task The_description_of_a_release_is_not_one_of_the_settings()
    {
        var request = _bench.Request(FunctionBench.NewDigest) with { PublishVersion = true, VersionDescription = "the first" };
        await _bench.DeployAsync(request);

        (await _bench.DeployAsync(request)).Version.ShouldBe("1");
    }

    [Fact]
    public async Task Nothing_is_published_when_nobody_asked() =>
        (await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest))).Version.ShouldBeNull();
}
