using LambdaImage.Engine.Tests.Deployments.Traffic;

namespace LambdaImage.Engine.Tests.Deployments.Releases;

public sealed class Going_back : IDisposable
{
    private readonly RestoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Image_and_configuration_come_back_and_the_alias_first()
    {
        var plan = await _bench.PlanAsync(_bench.Request with { Alias = "live" });
        var restored = await plan.RunAsync(_bench.All.Bench.Bench.Reporter, default);

        plan.Action.ShouldStartWith("Move alias 'live' back to version 1 (now all to version 2); Set memory");
        plan.Action.ShouldContain(FunctionBench.OldDigest);
        _bench.All.Traffic.Routings.ShouldBe(["1"]);
        _bench.All.Latest.ShouldBe(TrafficBench.Old);
        (restored.Version, restored.Alias, restored.PreviousVersion, restored.ImageUri).ShouldBe(("1", "live", "2", TrafficBench.Uri(FunctionBench.OldDigest)));
        _bench.All.Function.Writes.First(write => write.StartsWith("Update", StringComparison.Ordinal)).ShouldBe("UpdateAlias");
    }

    [Fact]
    public async Task The_function_knows_the_tag_of_what_it_went_back_to()
    {
        _bench.All.Function.Versions[0]["Description"] = "LambdaImage/1.2.3 git=0a1b2c3 tag=v1";
        _bench.All.Function.Tags = new() { ["lambdaimage:image"] = $"{FunctionBench.NewDigest} v2" };

        await _bench.RestoreAsync(_bench.Request);

        $"{_bench.All.Function.Tags["lambdaimage:image"]}".ShouldBe($"{FunctionBench.OldDigest} v1");
    }

    [Fact]
    public async Task A_tag_that_is_given_with_the_digest_is_noted_too()
    {
        var digest = "sha256:" + new string('d', 64);
        await _bench.RestoreAsync(_bench.Request with { ImageUri = $"{FunctionBench.Repository}:v9@{digest}" });

        _bench.All.Latest.ShouldStartWith(digest);
        $"{_bench.All.Function.Tags!["lambdaimage:image"]}".ShouldBe($"{digest} v9");
    }

    [Fact]
    public async Task The_alias_alone_is_one_write()
    {
        await _bench.RestoreAsync(_bench.Request with { Alias = "live", AliasOnly = true, Version = "1" });

        _bench.All.Traffic.Routings.ShouldBe(["1"]);
        _bench.All.Latest.ShouldBe(TrafficBench.New);
        _bench.All.Function.Writes.Where(write => write.StartsWith("Update", StringComparison.Ordinal)).ShouldBe(["UpdateAlias"]);
    }

    [Fact]
    public async Task Without_an_alias_the_function_goes_to_the_last_other_image()
    {
        var restored = await _bench.RestoreAsync(_bench.Request);

        (restored.Version, restored.Alias).ShouldBe(("1", null));
        _bench.All.Latest.ShouldBe(TrafficBench.Old);
        _bench.All.Traffic.Routings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_alias_notes_wins_over_the_order_of_versions()
    {
        _bench.All.Publish(FunctionBench.NewDigest);
        _bench.All.Publish("sha256:" + new string('c', 64));
        _bench.All.Traffic.Point("3", description: "LambdaImage: before this, version 4");

        (await _bench.RestoreAsync(_bench.Request with { Alias = "live", AliasOnly = true })).Version.ShouldBe("4");
    }

    [Fact]
    public async Task Going_back_twice_goes_forth_again()
    {
        await _bench.RestoreAsync(_bench.Request with { Alias = "live" });
        var again = await _bench.RestoreAsync(_bench.Request with { Alias = "live" });

        again.Version.ShouldBe("2");
        _bench.All.Latest.ShouldBe(TrafficBench.New);
    }

    [Fact]
    public async Task Nothing_is_written_when_it_is_there_already()
    {
        await _bench.RestoreAsync(_bench.Request with { Alias = "live", Version = "1" });
        var writes = _bench.All.Function.Writes.Count();

        var plan = await _bench.PlanAsync(_bench.Request with { Alias = "live", Version = "1" });
        var same = await plan.RunAsync(_bench.All.Bench.Bench.Reporter, default);

        plan.Changes.ShouldBeFalse();
        plan.Action.ShouldBe("Nothing to do: it is at version 1 already");
        same.Change.ShouldBe(DeploymentChange.NoChange);
        _bench.All.Function.Writes.Count().ShouldBe(writes);
    }

    [Fact]
    public async Task A_digest_finds_its_version_and_configuration()
    {
        var restored = await _bench.RestoreAsync(_bench.Request with { ImageUri = FunctionBench.OldDigest });

        restored.Version.ShouldBe("1");
        _bench.All.Latest.ShouldBe(TrafficBench.Old);
    }

    [Fact]
    public async Task An_image_that_was_never_published_comes_alone()
    {
        var digest = "sha256:" + new string('d', 64);
        var restored = await _bench.RestoreAsync(_bench.Request with { ImageUri = TrafficBench.Uri(digest) });

        restored.Version.ShouldBeNull();
        _bench.All.Latest.ShouldBe($"{digest} 512");
        (await _bench.FailAsync(_bench.Request with { ImageUri = TrafficBench.Uri("sha256:" + new string('e', 64)), Alias = "live" })).Kind.ShouldBe(ErrorKind.VersionNotFound);
    }

    [Fact]
    public async Task A_canary_is_ended_in_favour_of_the_version_that_was_there()
    {
        _bench.All.Traffic.Point("1", other: "2", weight: 0.1);

        var plan = await _bench.PlanAsync(_bench.Request with { Alias = "live", AliasOnly = true });
        await plan.RunAsync(_bench.All.Bench.Bench.Reporter, default);

        plan.Action.ShouldBe("Move alias 'live' back to version 1 (now 10 % to version 2, the rest to version 1)");
        _bench.All.Traffic.Routings.ShouldBe(["1"]);
    }

    [Fact]
    public async Task An_image_that_is_gone_is_told_before_anything_is_done()
    {
        _bench.All.Traffic.HasImages = false;

        var error = await _bench.FailAsync(_bench.Request with { Alias = "live" });

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        error.Message.ShouldContain("Version 1 of function 'shop' runs");
    }

    [Fact]
    public async Task What_does_not_exist_is_told()
    {
        (await _bench.FailAsync(_bench.Request with { Version = "99" })).Kind.ShouldBe(ErrorKind.VersionNotFound);
        (await _bench.FailAsync(_bench.Request with { Alias = "beta" })).Message.ShouldContain("no alias 'beta'");
        (await _bench.FailAsync(_bench.Request with { AliasOnly = true })).Kind.ShouldBe(ErrorKind.RequestInvalid);
        (await _bench.FailAsync(_bench.Request with { ImageUri = FunctionBench.Repository + ":v1" })).Message.ShouldContain("names no digest");
        _bench.All.Function.Versions.RemoveAt(0);
        (await _bench.FailAsync(_bench.Request)).Message.ShouldContain("nothing to go back to");
    }

    [Fact]
    public async Task Somebody_elses_move_since_the_plan_is_not_overwritten()
    {
        var plan = await _bench.PlanAsync(_bench.Request with { Alias = "live" });
        _bench.All.Traffic.Point("2");

        (await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.All.Bench.Bench.Reporter, default))).Kind.ShouldBe(ErrorKind.FunctionBusy);
        _bench.All.Latest.ShouldBe(TrafficBench.New);
    }

    [Theory]
    [InlineData("GetAlias", 1, null)]
    [InlineData("UpdateAlias", 1, "Alias 'live' may be at version 1 already; $LATEST is as it was.")]
    [InlineData("UpdateFunctionConfiguration", 1, "Alias 'live' is at version 1 already; $LATEST has or gets its settings of then, and not the image.")]
    [InlineData("UpdateFunctionCode", 1, "Alias 'live' is at version 1 already; $LATEST has or gets its image of then.")]
    public async Task Stopped_midway_it_says_where_things_stand_and_what_to_type(string operation, int time, string? standing)
    {
        using var stop = new CancellationTokenSource();
        var plan = await _bench.PlanAsync(_bench.Request with { Alias = "live" });
        _bench.All.Bench.Bench.Aws.Seen = call =>
        {
            if (call.Operation == operation && --time == 0) stop.Cancel();
        };

        await Should.ThrowAsync<OperationCanceledException>(() => plan.RunAsync(_bench.All.Bench.Bench.Reporter, stop.Token));

        var warnings = _bench.All.Bench.Bench.Reporter.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text).ToArray();
        warnings.ShouldBe(standing is null ? [] : [$"Stopped. {standing} Finish it with Restore-LambdaFunctionImage -FunctionName shop -Version 1 -Alias live."]);
    }

    [Fact]
    public async Task What_it_says_to_type_finishes_it()
    {
        _bench.All.Function.NextFailure = "InvalidImage";
        var plan = await _bench.PlanAsync(_bench.Request with { Alias = "live" });

        var error = await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.All.Bench.Bench.Reporter, default));
        await _bench.RestoreAsync(_bench.Request with { Version = "1", Alias = "live" });

        error.Message.ShouldEndWith("Alias 'live' is at version 1 already; $LATEST has or gets its image of then. "
            + "Finish it with Restore-LambdaFunctionImage -FunctionName shop -Version 1 -Alias live.");
        _bench.All.Latest.ShouldBe(TrafficBench.Old);
        _bench.All.Traffic.Routings.ShouldBe(["1"]);
    }
}
