using System.Text.Json.Nodes;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Planning_an_update : IDisposable
{
    private readonly FunctionBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_says_what_would_be_done_and_only_reads()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);

        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest, LambdaArchitecture.Arm64) with
        {
            Settings = new FunctionSettings { MemorySize = 512, Environment = new Dictionary<string, string> { ["TOKEN"] = "s3cret" } },
            PublishVersion = true,
        });

        plan.Target.ShouldBe("function 'shop' in eu-west-1");
        plan.Action.ShouldBe(
            "Set memory 128 MB → 512 MB, environment variable TOKEN (new value), then point it at "
            + $"{FunctionBench.Uri(FunctionBench.NewDigest)} (now sha256:aaaaaaaaaaaa) and move it from x86_64 to arm64, then publish a version");
        plan.Changes.ShouldBeTrue();
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_digest_and_settings_are_no_change_and_write_nothing()
    {
        _bench.Function.Exists(FunctionBench.NewDigest);

        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            Settings = new FunctionSettings { MemorySize = 128, Timeout = 3, Description = "", Environment = new Dictionary<string, string>(), Command = [] },
        });
        var deployed = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Changes.ShouldBeFalse();
        deployed.Change.ShouldBe(DeploymentChange.NoChange);
        deployed.State.ShouldBe("Active");
        _bench.Bench.Aws.Operations.ShouldBe(["GetFunction"]);
    }

    [Fact]
    public async Task The_same_digest_in_another_repository_is_a_change()
    {
        _bench.Function.Exists(FunctionBench.NewDigest, "123456789012.dkr.ecr.eu-west-1.amazonaws.com/old");

        (await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest))).Changes.ShouldBeTrue();
    }

    [Theory]
    [InlineData("State")]
    [InlineData("LastUpdateStatus")]
    public async Task The_same_digest_after_a_failure_is_sent_again(string field)
    {
        _bench.Function.Exists(FunctionBench.NewDigest).With(field, "Failed");

        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest));

        plan.Action.ShouldContain("because the last change of the function failed");
    }

    [Fact]
    public async Task The_same_digest_is_sent_again_when_forced()
    {
        _bench.Function.Exists(FunctionBench.NewDigest);

        (await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with { Force = true })).Changes.ShouldBeTrue();
    }

    [Fact]
    public async Task A_function_from_a_zip_archive_is_explained_before_anything_is_written()
    {
        _bench.Function.Exists(FunctionBench.OldDigest).With("PackageType", "Zip");
        _bench.Function.Tags = new JsonObject { ["aws:cloudformation:stack-name"] = "shop-stack" };

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest));

        error.Kind.ShouldBe(ErrorKind.FunctionIsZip);
        error.Remedy.ShouldContain("stack 'shop-stack'");
        error.Remedy.ShouldContain("-FunctionName shop-image -Role");
        error.Remedy.ShouldContain("aws lambda delete-function --function-name shop");
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_function_without_a_role_is_an_error()
    {
        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest));

        error.Kind.ShouldBe(ErrorKind.FunctionNotFound);
        error.Remedy.ShouldContain("-Role");
    }

    [Fact]
    public async Task The_region_of_an_ARN_wins()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);
        _bench.Bench.Environment["AWS_REGION"] = "us-east-1";
        var arn = "arn:aws:lambda:eu-west-1:123456789012:function:shop";

        await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            FunctionName = arn,
            Session = _bench.Bench.Session with { Region = null },
        });

        _bench.Bench.Aws.Single("GetFunction").Uri.Host.ShouldBe("lambda.eu-west-1.amazonaws.com");
    }

    [Fact]
    public async Task A_region_that_contradicts_the_ARN_is_an_error()
    {
        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            FunctionName = "arn:aws:lambda:us-east-1:123456789012:function:shop",
        });

        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
    }

    [Fact]
    public async Task Without_any_region_the_image_says_it()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);

        await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with { Session = _bench.Bench.Session with { Region = null } });

        _bench.Bench.Aws.Single("GetFunction").Uri.Host.ShouldBe("lambda.eu-west-1.amazonaws.com");
    }

    public static TheoryData<FunctionSettings, string> Nonsense => new()
    {
        { new FunctionSettings { MemorySize = 64 }, "memory size" },
        { new FunctionSettings { Timeout = 0 }, "time-out" },
        { new FunctionSettings { EphemeralStorage = 100 }, "/tmp" },
        { new FunctionSettings { Role = "no role" }, "role" },
        { new FunctionSettings { Environment = new Dictionary<string, string>(), RemovedEnvironment = ["OLD"] }, "environment" },
        { new FunctionSettings { LogFormat = FunctionLogFormat.Text, SystemLogLevel = FunctionLogLevel.Debug }, "log level" },
        { new FunctionSettings { FileSystems = [new FunctionFileSystem("arn", "/data")] }, "file system" },
        { new FunctionSettings { SubnetIds = [], SecurityGroupIds = ["sg-1"] }, "security groups" },
        { new FunctionSettings { ReservedConcurrency = -2 }, "concurrency" },
        { new FunctionSettings { Environment = new Dictionary<string, string> { ["A-B"] = "" } }, "environment" },
    };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task Settings_that_can_never_be_right_are_refused_at_once(FunctionSettings settings, string words)
    {
        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = settings });

        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Message.ShouldContain(words);
        _bench.Bench.Aws.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Upper_limits_are_left_to_Lambda()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);

        await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new FunctionSettings { MemorySize = 32768, Timeout = 5400 } });
    }
}
