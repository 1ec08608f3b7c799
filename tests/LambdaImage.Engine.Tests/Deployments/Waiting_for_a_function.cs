using LambdaImage.Engine.Deployments;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Waiting_for_a_function : IDisposable
{
    private readonly FunctionBench _bench = new();

    public Waiting_for_a_function() => _bench.Function.Exists(FunctionBench.OldDigest);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_failure_ends_the_wait_at_once_with_its_meaning()
    {
        _bench.Function.NextFailure = "FunctionError.InvalidEntryPoint";

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest));

        error.Kind.ShouldBe(ErrorKind.FunctionFailed);
        error.Message.ShouldBe(
            "Lambda could not update function 'shop': ENTRYPOINT names nothing that can be run. It says FunctionError.InvalidEntryPoint: because. "
            + "$LATEST has its image (sha256:aaaaaaaaaaaa) and settings of before again.");
        error.Remedy.ShouldContain("absolute path");
        error.Remedy.ShouldContain("keeps running what it ran before");
        _bench.Bench.Clock.Delays.Count.ShouldBeLessThan(6);
    }

    [Fact]
    public async Task A_wait_that_is_too_long_says_the_last_state()
    {
        _bench.Function.BusyReads = 10_000;

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { WaitTimeout = TimeSpan.FromMinutes(3) });

        error.Kind.ShouldBe(ErrorKind.FunctionTimeout);
        error.Message.ShouldContain("its last state was: update in progress.");
    }

    [Fact]
    public async Task Lambda_is_asked_each_second_and_less_often_later()
    {
        _bench.Function.BusyReads = 10_000;

        await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { WaitTimeout = TimeSpan.FromMinutes(3) });

        var seconds = _bench.Bench.Clock.Delays.Select(delay => (int)delay.TotalSeconds).ToList();
        seconds.Take(30).ShouldAllBe(pause => pause == 1);
        seconds.Skip(30).Take(45).ShouldAllBe(pause => pause == 2);
        seconds.Skip(75).ShouldAllBe(pause => pause == 3);
        seconds.Sum().ShouldBe(180);
    }

    [Fact]
    public async Task Progress_shows_the_state_and_ends()
    {
        _bench.Function.BusyReads = 2;

        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest));

        var progress = _bench.Bench.Reporter.Progress;
        progress[0].Activity.ShouldBe("Wait for function 'shop'");
        progress[0].Status.ShouldBe("update in progress, 0 s");
        progress[^1].Completed.ShouldBeTrue();
        progress.Count(step => step.Completed).ShouldBe(1);
    }

    [Fact]
    public async Task A_new_function_and_version_may_be_seen_late()
    {
        _bench.Function.Configuration = null;
        _bench.Function.InvisibleReads = 3;

        var deployed = await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            Settings = new FunctionSettings { Role = FunctionBench.RoleArn },
            PublishVersion = true,
        });
        _bench.Function.InvisibleReads = 2;
        var updated = await _bench.DeployAsync(_bench.Request(FunctionBench.OldDigest) with { PublishVersion = true });

        deployed.Version.ShouldBe("1");
        updated.Version.ShouldBe("2");
        _bench.Bench.Reporter.Progress.ShouldContain(step => step.Status.StartsWith("not visible yet"));
    }

    [Fact]
    public async Task A_function_that_stays_invisible_is_told_in_the_end()
    {
        _bench.Function.Configuration = null;
        _bench.Function.InvisibleReads = 10_000;

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new FunctionSettings { Role = FunctionBench.RoleArn } });

        error.Kind.ShouldBe(ErrorKind.FunctionTimeout);
        error.Message.ShouldContain("its last state was: not visible yet.");
    }

    [Fact]
    public async Task A_function_that_exists_and_is_gone_is_not_waited_for()
    {
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest));
        _bench.Function.Configuration = null;

        (await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.Bench.Reporter, default))).Message.ShouldContain("was deleted while");
        _bench.Bench.Clock.Delays.ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_of_before_the_change_are_taken_neither_for_its_end_nor_for_somebody_elses()
    {
        _bench.Function.OutdatedReads = 3;

        var deployed = await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            Settings = new FunctionSettings { MemorySize = 512 },
            PublishVersion = true,
        });

        deployed.Change.ShouldBe(DeploymentChange.Updated);
        deployed.Version.ShouldBe("1");
        _bench.Function.Configuration!["CodeSha256"]!.ToString().ShouldBe(FunctionBench.NewDigest["sha256:".Length..]);
        _bench.Bench.Reporter.Progress.ShouldContain(step => step.Status.StartsWith("change not visible yet"));
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var stop = new CancellationTokenSource();
        _bench.Function.BusyReads = 10_000;
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest));
        _bench.Bench.Aws.On("GetFunction", _ =>
        {
            if (_bench.Function.Writes.Any()) stop.Cancel();
            return TestKit.FakeAwsReply.Json(new { _bench.Function.Configuration });
        });

        await Should.ThrowAsync<OperationCanceledException>(() => plan.RunAsync(_bench.Bench.Reporter, stop.Token));
    }

    /// <summary>All codes in Lambda's model of 2026-08.</summary>
    [Theory]
    [InlineData("Idle Creating Restoring DrainingDurableExecutions EniLimitExceeded InsufficientRolePermissions InvalidConfiguration InternalError")]
    [InlineData("SubnetOutOfIPAddresses InvalidSubnet InvalidSecurityGroup ImageDeleted ImageAccessDenied InvalidImage KMSKeyAccessDenied")]
    [InlineData("KMSKeyNotFound InvalidStateKMSKey DisabledKMSKey EFSIOError EFSMountConnectivityError EFSMountFailure EFSMountTimeout")]
    [InlineData("InvalidRuntime InvalidZipFileException FunctionError ServiceQuotaExceededException VcpuLimitExceeded InsufficientCapacity")]
    [InlineData("CapacityProviderScalingLimitExceeded EC2RequestLimitExceeded FunctionError.InitTimeout FunctionError.RuntimeInitError")]
    [InlineData("FunctionError.ExtensionInitError FunctionError.InvalidEntryPoint FunctionError.InvalidWorkingDirectory")]
    [InlineData("FunctionError.PermissionDenied FunctionError.TooManyExtensions FunctionError.InitResourceExhausted")]
    [InlineData("DisallowedByVpcEncryptionControl DependencyError")]
    public void Every_reason_code_has_a_meaning(string codes)
    {
        var unknown = ReasonCodes.Find("NoSuchCode", reason: null);

        foreach (var code in codes.Split(' '))
        {
            ReasonCodes.Find(code, reason: null).ShouldNotBe(unknown, code);
            var remedy = ReasonCodes.Find(code, reason: null).Remedy;
            (char.IsUpper(remedy[0]) && remedy.EndsWith('.')).ShouldBeTrue(code);
        }
    }

    [Theory]
    [InlineData("ImageLayerFailure: UnsupportedImageLayerDetected - Layer Digest sha256:1", "compression")]
    [InlineData("ImageLayerFailure: MissingParentDirectory", "folders")]
    public void Details_of_an_invalid_image_are_understood(string reason, string words) =>
        ReasonCodes.Find("InvalidImage", reason).Cause.ShouldContain(words);
}
