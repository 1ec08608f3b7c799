using LambdaImage.Engine.Deployments.Traffic;

namespace LambdaImage.Engine.Tests.Deployments.Traffic;

public sealed class Moving_an_alias : IDisposable
{
    private static readonly TrafficOptions Live = new() { Alias = "live" };

    private readonly TrafficBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_goes_to_a_version_that_is_published_for_it()
    {
        var plan = await _bench.PlanAsync(Live);
        var deployed = await plan.RunAsync(_bench.Bench.Bench.Reporter, default);

        plan.Action.ShouldEndWith("then publish a version, then move alias 'live' from version 1 to the new version");
        _bench.Traffic.Routings.ShouldBe(["2"]);
        (deployed.Version, deployed.Alias, deployed.PreviousVersion).ShouldBe(("2", "live", "1"));
        deployed.Traffic!.AliasArn.ShouldEndWith(":shop:live");
        _bench.Latest.ShouldBe(TrafficBench.New);
    }

    [Fact]
    public async Task The_version_says_where_it_came_from_and_the_alias_where_it_was()
    {
        await _bench.ReleaseAsync(Live);

        $"{_bench.Function.Versions[^1]["Description"]}".ShouldMatch(@"^LambdaImage/\d+\.\d+\.\d+ user=ann$");
        $"{_bench.Traffic.Aliases["live"]["Description"]}".ShouldBe("LambdaImage: before this, version 1");
    }

    [Fact]
    public async Task A_description_of_the_users_own_stays()
    {
        _bench.Traffic.Point("1", description: "what the shop uses");
        await _bench.ReleaseAsync(Live);

        $"{_bench.Traffic.Aliases["live"]["Description"]}".ShouldBe("what the shop uses");
    }

    [Fact]
    public async Task Nothing_is_written_when_it_points_there_already()
    {
        await _bench.ReleaseAsync(Live);
        var writes = _bench.Traffic.Routings.Count;
        var calls = _bench.Bench.Bench.Aws.Calls.Count;

        var plan = await _bench.PlanAsync(Live);
        var same = await plan.RunAsync(_bench.Bench.Bench.Reporter, default);

        plan.Changes.ShouldBeFalse();
        (same.Change, same.Version, same.Alias).ShouldBe((DeploymentChange.NoChange, "2", "live"));
        _bench.Traffic.Routings.Count.ShouldBe(writes);
        _bench.Bench.Bench.Aws.Calls.Skip(calls).ShouldAllBe(call => call.Method == "GET");
    }

    [Fact]
    public async Task An_alias_that_lags_behind_is_moved_alone()
    {
        await _bench.ReleaseAsync(Live);
        _bench.Traffic.Point("1");

        var plan = await _bench.PlanAsync(Live);
        var moved = await plan.RunAsync(_bench.Bench.Bench.Reporter, default);

        plan.Action.ShouldBe("Move alias 'live' from version 1 to version 2");
        (moved.Change, moved.Version).ShouldBe((DeploymentChange.Updated, "2"));
        _bench.Function.Versions.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_missing_one_is_created()
    {
        var plan = await _bench.PlanAsync(new TrafficOptions { Alias = "beta" });
        var deployed = await plan.RunAsync(_bench.Bench.Bench.Reporter, default);

        plan.Action.ShouldEndWith("then create alias 'beta' for the new version");
        deployed.Traffic!.AliasCreated.ShouldBeTrue();
        deployed.PreviousVersion.ShouldBeNull();
        _bench.Traffic.Aliases["live"]["FunctionVersion"]!.ToString().ShouldBe("1");
    }

    [Fact]
    public async Task Somebody_elses_move_is_not_overwritten()
    {
        _bench.Traffic.BeforeWrite = () =>
        {
            _bench.Traffic.BeforeWrite = null;
            _bench.Traffic.Point("1");
        };

        var error = await _bench.FailAsync(Live);

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("their change was not overwritten");
        error.Message.ShouldContain("$LATEST is left as it is");
        _bench.Traffic.Routings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("live", "2")]
    [InlineData("beta", "2")]
    public async Task A_move_whose_answer_got_lost_is_no_move_of_somebody_else(string alias, string routing)
    {
        _bench.Bench.Bench.Environment["AWS_MAX_ATTEMPTS"] = "2";
        _bench.Traffic.LostAnswers = 1;

        var deployed = await _bench.ReleaseAsync(new() { Alias = alias });

        (deployed.Alias, deployed.Version).ShouldBe((alias, "2"));
        _bench.Traffic.Routings.ShouldBe([routing]);
    }

    [Fact]
    public async Task A_share_that_another_deployment_gave_the_same_version_is_its_own()
    {
        _bench.Publish(FunctionBench.NewDigest);
        var (first, second) = (Switch(), Switch());
        await first.LookAsync(default);
        await second.LookAsync(default);
        await first.ShareAsync("2", 10, default);

        var refusal = await Should.ThrowAsync<LambdaImageException>(() => second.ShareAsync("2", 10, default));

        (refusal.Kind, second.IsForeign, second.Now!.IsSplit).ShouldBe((ErrorKind.FunctionBusy, true, false));
        _bench.Traffic.Routings.ShouldBe(["1 2:0.1"]);
    }

    [Fact]
    public async Task An_alias_of_the_unpublished_function_gets_its_note_like_any_other()
    {
        _bench.Publish(FunctionBench.NewDigest);
        _bench.Traffic.Point("$LATEST");
        var alias = Switch();
        await alias.LookAsync(default);

        await alias.MoveAsync("1", default);
        var first = alias.Now!.Description;
        await alias.MoveAsync("2", default);

        AliasNote.Previous(first).ShouldBeNull("there is no way back to what was never published");
        AliasNote.Previous(alias.Now.Description).ShouldBe("1");
    }

    [Theory]
    [InlineData("")]
    [InlineData("LambdaImage: before this, version 7")]
    [InlineData("what the shop uses")]
    public async Task It_comes_back_with_the_description_it_had(string description)
    {
        _bench.Publish(FunctionBench.NewDigest);
        _bench.Traffic.Point("1", description: description);
        var alias = Switch();
        var before = await alias.LookAsync(default);

        await alias.MoveAsync("2", default);
        await alias.SetBackAsync(before!, default);

        (alias.Now!.FunctionVersion, alias.Now.Description).ShouldBe(("1", description));
    }

    private AliasSwitch Switch() => new(_bench.Bench.Bench.Connect(), "shop", "live");

    [Fact]
    public async Task A_version_without_an_alias_says_where_it_came_from_too()
    {
        var request = _bench.Request(new TrafficOptions()) with { PublishVersion = true };
        await (await _bench.PlanAsync(request)).RunAsync(_bench.Bench.Bench.Reporter, default);

        $"{_bench.Function.Versions[^1]["Description"]}".ShouldStartWith("LambdaImage/");
        _bench.Traffic.Routings.ShouldBeEmpty();
    }
}
