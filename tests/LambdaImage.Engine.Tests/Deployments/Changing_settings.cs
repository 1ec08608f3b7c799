using System.Text.Json.Nodes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Changing_settings : IDisposable
{
    private readonly FunctionBench _bench = new();

    public Changing_settings() => _bench.Function.Exists(FunctionBench.OldDigest);

    public static TheoryData<FunctionSettings, string, string> OneSetting => new()
    {
        { new FunctionSettings { SubnetIds = ["subnet-1"], SecurityGroupIds = ["sg-1"] }, "VpcConfig", """{"SubnetIds":["subnet-1"],"SecurityGroupIds":["sg-1"]}""" },
        { new FunctionSettings { Tracing = TracingMode.Active }, "TracingConfig", """{"Mode":"Active"}""" },
        { new FunctionSettings { DeadLetterArn = "arn:aws:sqs:eu-west-1:123456789012:dead" }, "DeadLetterConfig", """{"TargetArn":"arn:aws:sqs:eu-west-1:123456789012:dead"}""" },
        { new FunctionSettings { KmsKeyArn = "arn:aws:kms:eu-west-1:123456789012:key/1" }, "KMSKeyArn", "\"arn:aws:kms:eu-west-1:123456789012:key/1\"" },
        { new FunctionSettings { FileSystems = [new("arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0", "/mnt/data")] }, "FileSystemConfigs",
            """[{"Arn":"arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-0123456789abcdef0","LocalMountPath":"/mnt/data"}]""" },
        { new FunctionSettings { LogFormat = FunctionLogFormat.Json, ApplicationLogLevel = FunctionLogLevel.Warn }, "LoggingConfig",
            """{"LogFormat":"JSON","ApplicationLogLevel":"WARN","LogGroup":"/aws/lambda/shop"}""" },
        { new FunctionSettings { SnapStart = SnapStartMode.PublishedVersions }, "SnapStart", """{"ApplyOn":"PublishedVersions"}""" },
    };

    public void Dispose() => _bench.Dispose();

    [Theory, MemberData(nameof(OneSetting))]
    public async Task Only_the_one_that_differs_is_sent_and_then_nothing_any_more(FunctionSettings settings, string member, string sent)
    {
        var request = _bench.Request(FunctionBench.OldDigest) with { Settings = settings };
        await _bench.DeployAsync(request);

        var call = _bench.Bench.Aws.Single("UpdateFunctionConfiguration");
        call.Members.ShouldBe([member, "RevisionId"]);
        call.Json.GetProperty(member).GetRawText().ShouldBe(sent);
        (await _bench.PlanAsync(request)).Changes.ShouldBeFalse();
    }

    [Fact]
    public async Task What_LambdaImage_does_not_know_is_never_sent()
    {
        _bench.Function.With("DurableConfig", JsonNode.Parse("""{"ExecutionTimeout":60}"""))
            .With("CapacityProviderConfig", JsonNode.Parse("""{"LambdaManagedInstancesCapacityProviderConfig":{}}"""))
            .With("TenancyConfig", JsonNode.Parse("""{"TenantIsolationMode":"PER_TENANT"}"""));

        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            Settings = new FunctionSettings { MemorySize = 512, Tracing = TracingMode.Active, Environment = new Dictionary<string, string> { ["ONE"] = "1" } },
        });

        _bench.Bench.Aws.Single("UpdateFunctionConfiguration").Members.ShouldBe(["MemorySize", "Environment", "TracingConfig", "RevisionId"]);
        _bench.Bench.Aws.Single("UpdateFunctionCode").Members.ShouldBe(["ImageUri", "Architectures", "RevisionId"]);
        _bench.Function.Configuration!["DurableConfig"]!.ToJsonString().ShouldBe("""{"ExecutionTimeout":60}""");
    }

    [Fact]
    public async Task Variables_can_be_merged_and_taken_away()
    {
        _bench.Function.With("Environment", JsonNode.Parse("""{"Variables":{"KEEP":"1","CHANGE":"old","GO":"x"}}"""));

        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.OldDigest) with
        {
            Settings = new FunctionSettings
            {
                Environment = new Dictionary<string, string> { ["CHANGE"] = "s3cret", ["NEW"] = "2" },
                EnvironmentMode = EnvironmentMode.Merge,
                RemovedEnvironment = ["GO"],
            },
        });
        await plan.RunAsync(_bench.Bench.Reporter, default);

        _bench.Bench.Aws.Single("UpdateFunctionConfiguration").Json.GetProperty("Environment").GetRawText()
            .ShouldBe("""{"Variables":{"KEEP":"1","CHANGE":"s3cret","NEW":"2"}}""");
        plan.Action.ShouldBe("Set environment variable CHANGE (old value) → (new value), environment variable GO (old value) → none, environment variable NEW (new value)");
        _bench.Bench.Reporter.All.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task Taking_away_alone_keeps_the_others()
    {
        _bench.Function.With("Environment", JsonNode.Parse("""{"Variables":{"KEEP":"1","GO":"x"}}"""));

        await _bench.DeployAsync(_bench.Request(FunctionBench.OldDigest) with { Settings = new FunctionSettings { RemovedEnvironment = ["GO", "NEVER"] } });

        _bench.Bench.Aws.Single("UpdateFunctionConfiguration").Json.GetProperty("Environment").GetRawText().ShouldBe("""{"Variables":{"KEEP":"1"}}""");
    }

    [Fact]
    public async Task Variables_that_cannot_be_read_cannot_be_merged()
    {
        _bench.Function.With("Environment", JsonNode.Parse("""{"Error":{"ErrorCode":"KMSAccessDeniedException","Message":"no key"}}"""));

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.OldDigest) with
        {
            Settings = new FunctionSettings { Environment = new Dictionary<string, string> { ["ONE"] = "1" }, EnvironmentMode = EnvironmentMode.Merge },
        });

        error.Kind.ShouldBe(ErrorKind.AccessDenied);
        error.Message.ShouldContain("no key");
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_subnets_it_leaves_its_VPC()
    {
        _bench.Function.With("VpcConfig", JsonNode.Parse("""{"SubnetIds":["subnet-1"],"SecurityGroupIds":["sg-1"],"VpcId":"vpc-1","Ipv6AllowedForDualStack":true}"""));

        await _bench.DeployAsync(_bench.Request(FunctionBench.OldDigest) with { Settings = new FunctionSettings { SubnetIds = [] } });

        _bench.Bench.Aws.Single("UpdateFunctionConfiguration").Json.GetProperty("VpcConfig").GetRawText()
            .ShouldBe("""{"SubnetIds":[],"SecurityGroupIds":[],"Ipv6AllowedForDualStack":true}""");
    }

    [Fact]
    public async Task Plain_text_logs_lose_their_levels()
    {
        _bench.Function.With("LoggingConfig", JsonNode.Parse("""{"LogFormat":"JSON","ApplicationLogLevel":"DEBUG","SystemLogLevel":"INFO","LogGroup":"/own"}"""));

        await _bench.DeployAsync(_bench.Request(FunctionBench.OldDigest) with { Settings = new FunctionSettings { LogFormat = FunctionLogFormat.Text } });

        _bench.Bench.Aws.Single("UpdateFunctionConfiguration").Json.GetProperty("LoggingConfig").GetRawText().ShouldBe("""{"LogFormat":"Text","LogGroup":"/own"}""");
    }

    [Fact]
    public async Task A_rehearsal_asks_Lambda_and_writes_nothing()
    {
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with { DryRun = true, Settings = new FunctionSettings { MemorySize = 512 } });
        var result = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Changes.ShouldBeFalse();
        result.Change.ShouldBe(DeploymentChange.DryRun);
        var asked = _bench.Bench.Aws.Single("UpdateFunctionCode");
        asked.Json.GetProperty("DryRun").GetBoolean().ShouldBeTrue();
        asked.Members.ShouldBe(["ImageUri", "Architectures", "RevisionId", "DryRun"], ignoreOrder: true);
        _bench.Function.Writes.ShouldBe(["UpdateFunctionCode"]);
    }

    [Fact]
    public async Task A_rehearsal_tells_what_Lambda_objects_to()
    {
        _bench.Bench.Aws.On("UpdateFunctionCode", FakeAwsReply.LambdaError(400, "InvalidParameterValueException", "Source image x does not exist. Provide a valid source image."));

        (await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { DryRun = true })).Kind.ShouldBe(ErrorKind.ImageNotFound);
    }
}
