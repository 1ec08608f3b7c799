using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments.Traffic;

public sealed class Watching_a_canary : IDisposable
{
    private static readonly TrafficOptions Canary = new() { Alias = "live", Canary = [10], BakeTime = TimeSpan.FromMinutes(1) };

    private readonly TrafficBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_gets_its_share_for_a_while_and_then_all()
    {
        var plan = await _bench.PlanAsync(Canary);
        var before = _bench.Bench.Bench.Clock.GetUtcNow();
        var deployed = await plan.RunAsync(_bench.Bench.Bench.Reporter, default);

        plan.Action.ShouldEndWith("then move alias 'live' from version 1 to the new version, with 10 % of the traffic for 1 min first");
        _bench.Traffic.Routings.ShouldBe(["1 2:0.1", "2"]);
        (_bench.Bench.Bench.Clock.GetUtcNow() - before).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
        (deployed.Traffic!.Steps[0], deployed.Traffic.Invocations, deployed.Traffic.Errors).ShouldBe((10, 10, 0));
        $"{_bench.Traffic.Aliases["live"]["Description"]}".ShouldBe("LambdaImage: before this, version 1");
    }

    [Fact]
    public async Task Several_shares_follow_each_other()
    {
        await _bench.ReleaseAsync(Canary with { Canary = [5, 12.5, 50] });

        _bench.Traffic.Routings.ShouldBe(["1 2:0.05", "1 2:0.125", "1 2:0.5", "2"]);
    }

    [Fact]
    public async Task Its_errors_are_counted_by_version_and_alias()
    {
        await _bench.ReleaseAsync(Canary);

        var body = _bench.Bench.Bench.Aws.Calls.First(call => call.Operation == "GetMetricData").Body;
        body.ShouldContain("""{"Name":"Resource","Value":"shop:live"},{"Name":"ExecutedVersion","Value":"2"}""");
    }

    [Fact]
    public async Task Too_many_errors_undo_it()
    {
        _bench.Traffic.Metrics = () => FakeTraffic.Counted(40, 4);

        var error = await _bench.FailAsync(Canary);

        error.Kind.ShouldBe(ErrorKind.CanaryFailed);
        error.Message.ShouldContain("4 of 40 invocations of version 2");
        error.Message.ShouldContain("Alias 'live' was set back: all to version 1.");
        _bench.Traffic.Routings.ShouldBe(["1 2:0.1", "1"]);
        _bench.Latest.ShouldBe(TrafficBench.Old);
    }

    [Fact]
    public async Task As_many_errors_as_may_be_do_not()
    {
        _bench.Traffic.Metrics = () => FakeTraffic.Counted(40, 4);

        await _bench.ReleaseAsync(Canary with { MaxErrorPercent = 10 });

        _bench.Traffic.Routings[^1].ShouldBe("2");
    }

    [Fact]
    public async Task An_alarm_undoes_it()
    {
        var looks = 0;
        _bench.Traffic.Alarms["slow"] = () => ++looks > 3 ? "ALARM" : "OK";

        var error = await _bench.FailAsync(Canary with { Alarms = ["slow"] });

        error.Kind.ShouldBe(ErrorKind.CanaryFailed);
        error.Message.ShouldContain("CloudWatch alarm 'slow' rang while version 2");
        error.Message.ShouldContain("5 of 5 were too slow");
        _bench.Traffic.Routings.ShouldBe(["1 2:0.1", "1"]);
        _bench.Latest.ShouldBe(TrafficBench.Old);
    }

    [Fact]
    public async Task Alarms_are_asked_for_both_kinds()
    {
        _bench.Traffic.Alarms["slow"] = () => "INSUFFICIENT_DATA";
        await _bench.ReleaseAsync(Canary with { Alarms = ["slow"] });

        var call = _bench.Bench.Bench.Aws.Calls.First(call => call.Operation == "DescribeAlarms");
        call.Body.ShouldBe("""{"AlarmNames":["slow"],"AlarmTypes":["MetricAlarm","CompositeAlarm"],"MaxRecords":100}""");
        call.Header("Content-Type").ShouldBe("application/x-amz-json-1.0");
        call.Uri.Host.ShouldBe("monitoring.eu-west-1.amazonaws.com");
    }

    [Fact]
    public async Task An_alarm_that_rings_before_anything_is_done_refuses_the_release()
    {
        _bench.Traffic.Alarms["slow"] = () => "ALARM";

        (await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Canary with { Alarms = ["slow"] }))).Kind.ShouldBe(ErrorKind.AlarmUnusable);
        (await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Canary with { Alarms = ["none"] }))).Message.ShouldContain("no CloudWatch alarm 'none'");
        _bench.Function.Writes.ShouldNotContain("UpdateFunctionCode");
    }

    [Fact]
    public async Task Without_the_right_to_read_metrics_it_goes_on_with_a_warning_unless_errors_were_to_be_watched()
    {
        _bench.Traffic.Metrics = () => FakeAwsReply.Error(400, "AccessDeniedException", "not authorized to perform: cloudwatch:GetMetricData");

        (await _bench.ReleaseAsync(Canary)).Traffic!.Errors.ShouldBeNull();
        _bench.Log.ShouldContain("Warning: The errors of version 2 are not watched");

        _bench.Traffic.Point("1");
        (await _bench.FailAsync(Canary with { MaxErrorPercent = 1 })).Kind.ShouldBe(ErrorKind.AccessDenied);
        _bench.Traffic.Routings[^1].ShouldBe("1");
    }

    [Fact]
    public async Task Somebody_who_moves_the_alias_meanwhile_ends_it()
    {
        _bench.Traffic.Metrics = () =>
        {
            _bench.Traffic.Point("1");
            return FakeTraffic.Counted(1, 0);
        };

        var error = await _bench.FailAsync(Canary);

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("is left as somebody else has set it");
        _bench.Traffic.Routings.ShouldBe(["1 2:0.1"]);
        _bench.Latest.ShouldBe(TrafficBench.New);
    }

    [Fact]
    public async Task Stopping_it_brings_callers_back_at_once_and_says_how_to_go_on()
    {
        using var stop = new CancellationTokenSource();
        var looks = 0;
        _bench.Traffic.Metrics = () =>
        {
            if (++looks == 3) stop.Cancel();
            return FakeTraffic.Counted(1, 0);
        };

        await Should.ThrowAsync<OperationCanceledException>(() => _bench.ReleaseAsync(Canary, stop.Token));

        _bench.Traffic.Routings.ShouldBe(["1 2:0.1", "1"]);
        _bench.Latest.ShouldBe(TrafficBench.New);
        _bench.Log.ShouldContain("Warning: Stopped. Alias 'live' was set back: all to version 1. $LATEST, which callers of the alias do not get, keeps its new image");
        _bench.Log.ShouldContain("Restore-LambdaFunctionImage -FunctionName shop -Version 1. Version 2 stays published, without being the one that callers get. Run the command again to release it.");
    }

    [Fact]
    public async Task What_cannot_be_set_back_is_told_with_the_command_that_does_it()
    {
        _bench.Traffic.Metrics = () =>
        {
            _bench.Bench.Bench.Aws.On("UpdateAlias", FakeAwsReply.LambdaError(403, "AccessDeniedException", "not any more"));
            return FakeTraffic.Counted(10, 10);
        };

        var error = await _bench.FailAsync(Canary);

        error.Kind.ShouldBe(ErrorKind.CanaryFailed);
        error.Message.ShouldContain("Restore-LambdaFunctionImage -FunctionName shop -Alias live -Version 1 -AliasOnly");
    }

    [Fact]
    public async Task Another_canary_under_way_is_not_disturbed()
    {
        _bench.Publish(FunctionBench.OldDigest);
        _bench.Traffic.Point("1", other: "2", weight: 0.2);

        var error = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Canary));

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("20 % to version 2, the rest to version 1");
        error.Remedy.ShouldContain("-Alias live -Version 1 -AliasOnly");
    }

    [Fact]
    public async Task Versions_with_different_roles_cannot_share_an_alias()
    {
        _bench.Function.Versions[0]["Role"] = "arn:aws:iam::123456789012:role/other";

        var error = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Canary));

        error.Message.ShouldContain("same execution role");
        (await _bench.PlanAsync(Canary with { Canary = [], BakeTime = null })).Changes.ShouldBeTrue();
    }

    [Fact]
    public async Task A_new_alias_gets_all_at_once()
    {
        await _bench.ReleaseAsync(Canary with { Alias = "beta" });

        _bench.Traffic.Routings.ShouldBe(["2"]);
    }
}
