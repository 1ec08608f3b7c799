namespace LambdaImage.Engine.Tests.Deployments.Traffic;

public sealed class Testing_a_version : IDisposable
{
    private static readonly TrafficOptions Tested = new() { Alias = "live", SmokePayload = """{"path":"/health"}""" };

    private readonly TrafficBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_answers_before_it_gets_traffic()
    {
        List<string> seen = [];
        _bench.Traffic.Invocation = (version, payload) =>
        {
            seen.Add($"{version} {payload} {_bench.Traffic.Routings.Count}");
            return FakeTraffic.Answer("""{"statusCode":200}""");
        };

        var deployed = await _bench.ReleaseAsync(Tested);

        seen.ShouldBe(["""2 {"path":"/health"} 0"""]);
        _bench.Traffic.Routings.ShouldBe(["2"]);
        deployed.Traffic!.SmokeDuration.ShouldNotBeNull();
        var call = _bench.Bench.Bench.Aws.Single("Invoke");
        (call.Header("X-Amz-Log-Type"), call.Header("X-Amz-Invocation-Type")).ShouldBe(("Tail", "RequestResponse"));
    }

    [Theory]
    [InlineData("""{"errorMessage":"no database"}""", "Unhandled", null, "no database")]
    [InlineData("""{"statusCode":503,"body":"down"}""", null, null, "HTTP status 503")]
    [InlineData("""{"statusCode":200,"body":"maintenance"}""", null, "\"ok\"", "does not match")]
    [InlineData("not json at all", null, "^ok$", "not json at all")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", null, "^(a+)+$", "takes too long to match")]
    public async Task One_that_does_not_pass_gets_none_and_all_is_as_before(string answer, string? failure, string? expect, string words)
    {
        _bench.Traffic.Invocation = (_, _) => FakeTraffic.Answer(answer, failure, "START\nconnection refused\nEND");

        var error = await _bench.FailAsync(Tested with { SmokeExpect = expect });

        error.Kind.ShouldBe(ErrorKind.SmokeTestFailed);
        error.Message.ShouldContain(words);
        error.Message.ShouldContain("connection refused");
        error.Message.ShouldContain("Alias 'live' was not moved: all to version 1.");
        error.Message.ShouldContain("$LATEST has its image (sha256:aaaaaaaaaaaa) and settings of before again.");
        _bench.Traffic.Routings.ShouldBeEmpty();
        _bench.Latest.ShouldBe(TrafficBench.Old);
    }

    [Fact]
    public async Task An_expectation_decides_alone()
    {
        _bench.Traffic.Invocation = (_, _) => FakeTraffic.Answer("""{"statusCode":404}""");

        await _bench.ReleaseAsync(new TrafficOptions { Alias = "live", SmokeExpect = "404" });

        _bench.Bench.Bench.Aws.Single("Invoke").Body.ShouldBe("{}");
        _bench.Traffic.Routings.ShouldBe(["2"]);
    }

    [Fact]
    public async Task It_is_never_run_twice_although_AWS_stumbles()
    {
        _bench.Bench.Bench.Environment["AWS_MAX_ATTEMPTS"] = "5";
        _bench.Traffic.Invocation = (_, _) => LambdaImage.TestKit.FakeAwsReply.LambdaError(500, "ServiceException", "try again");

        (await _bench.FailAsync(Tested)).Kind.ShouldBe(ErrorKind.AwsUnavailable);

        _bench.Bench.Bench.Aws.Single("Invoke");
    }

    [Fact]
    public async Task A_function_that_somebody_else_has_changed_meanwhile_is_left_alone()
    {
        _bench.Traffic.Invocation = (_, _) =>
        {
            _bench.Function.With("MemorySize", 1024).Touch();
            return FakeTraffic.Answer("{}", "Unhandled");
        };

        var error = await _bench.FailAsync(Tested);

        error.Message.ShouldContain("$LATEST was changed by somebody else meanwhile and is left as it is.");
        _bench.Latest.ShouldBe($"{FunctionBench.NewDigest} 1024");
    }
}
