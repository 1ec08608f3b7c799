using LambdaImage.Engine.Deployments;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Updating_several_functions : IDisposable
{
    private const string Tagged = FunctionBench.Repository + ":latest";

    private readonly FunctionBench _bench = new();
    private readonly Dictionary<string, string> _code = new(StringComparer.Ordinal) { ["api"] = FunctionBench.OldDigest, ["worker"] = FunctionBench.OldDigest };
    private int _now;
    private int _most;

    public Updating_several_functions()
    {
        _bench.Bench.Aws
            .On("DescribeImages", FakeAwsReply.Json(new { imageDetails = new[] { new { imageDigest = FunctionBench.NewDigest } } }))
            .On("TagResource", FakeAwsReply.Text(""))
            .On("GetFunction", call =>
            {
                lock (_code) return _code.ContainsKey(Name(call)) ? FakeAwsReply.Json(Function(Name(call))) : FakeAwsReply.LambdaError(404, "ResourceNotFoundException", "no");
            })
            .On("UpdateFunctionConfiguration", call => FakeAwsReply.Json(Settings(Name(call))))
            .On("UpdateFunctionCode", call =>
            {
                var count = Interlocked.Increment(ref _now);
                lock (_code)
                {
                    _most = Math.Max(_most, count);
                    _code[Name(call)] = call.Json.GetProperty("ImageUri").GetString()!.Split('@')[1];
                }

                Interlocked.Decrement(ref _now);
                return FakeAwsReply.Json(Settings(Name(call)));
            });
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task All_get_the_one_digest_and_their_own_command()
    {
        var plan = await PlanAsync(Request("api", "app.api"), Request("worker", "app.worker"));
        var outcomes = await plan.RunAsync(_bench.Bench.Reporter, default);

        outcomes.Select(each => (each.FunctionName, each.Deployment!.Change)).ShouldBe([("api", DeploymentChange.Updated), ("worker", DeploymentChange.Updated)]);
        _code.Values.Distinct().ShouldBe([FunctionBench.NewDigest]);
        // One look at the tag for all of them.
        _bench.Bench.Aws.Operations.Count(name => name == "DescribeImages").ShouldBe(1);
        _bench.Bench.Aws.Calls.Where(call => call.Operation == "UpdateFunctionConfiguration")
            .Select(call => $"{Name(call)} {call.Json.GetProperty("ImageConfig").GetProperty("Command")[0]}").Order().ShouldBe(["api app.api", "worker app.worker"]);
    }

    [Fact]
    public async Task One_that_fails_does_not_keep_the_others_from_theirs()
    {
        var plan = await PlanAsync(Request("nobody"), Request("worker"));
        var outcomes = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Changes.ShouldBeTrue();
        plan.Action.ShouldContain("nobody: There is no function 'nobody'");
        outcomes[0].Failure!.Kind.ShouldBe(ErrorKind.FunctionNotFound);
        outcomes[1].Deployment!.Change.ShouldBe(DeploymentChange.Updated);
    }

    [Fact]
    public async Task When_all_run_it_already_nothing_is_asked_nor_written()
    {
        foreach (var name in _code.Keys.ToArray()) _code[name] = FunctionBench.NewDigest;

        var plan = await PlanAsync(Request("api"), Request("worker"));
        var outcomes = await plan.RunAsync(_bench.Bench.Reporter, default);

        plan.Changes.ShouldBeFalse();
        outcomes.ShouldAllBe(each => each.Deployment!.Change == DeploymentChange.NoChange);
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_are_worked_on_at_once_than_allowed()
    {
        foreach (var i in Enumerable.Range(0, 12)) _code[$"f{i}"] = FunctionBench.OldDigest;

        var plan = await new FunctionFleet(_ => Updater.PlanAsync).PlanAsync(
            new() { Functions = [.. Enumerable.Range(0, 12).Select(i => Request($"f{i}"))], ThrottleLimit = 2 }, _bench.Bench.Reporter, default);
        await plan.RunAsync(_bench.Bench.Reporter, default);

        _most.ShouldBeInRange(1, 2);
        _bench.Bench.Reporter.Progress.ShouldContain(progress => progress.Status == "12 of 12 done");
    }

    [Fact]
    public async Task The_same_function_twice_is_an_error() =>
        (await Should.ThrowAsync<LambdaImageException>(() => PlanAsync(Request("api"), Request("api")))).Kind.ShouldBe(ErrorKind.RequestInvalid);

    private FunctionUpdater Updater => new(_bench.Bench.Connector, findArchitecture: null, _bench.Bench.Clock);

    private Task<IPlan<IReadOnlyList<FunctionOutcome>>> PlanAsync(params UpdateFunctionRequest[] functions) =>
        new FunctionFleet(_ => Updater.PlanAsync).PlanAsync(new() { Functions = functions }, _bench.Bench.Reporter, default);

    private UpdateFunctionRequest Request(string name, string? command = null) => new()
    {
        FunctionName = name,
        ImageUri = Tagged,
        Settings = new FunctionSettings { Command = command is null ? null : [command] },
        Session = _bench.Bench.Session,
    };

    private static string Name(FakeAwsCall call) => call.Uri.AbsolutePath.Split('/')[3];

    private object Function(string name) => new
    {
        Configuration = Settings(name),
        Code = new { ImageUri = FunctionBench.Uri(_code[name]), ResolvedImageUri = FunctionBench.Uri(_code[name]) },
    };

    private object Settings(string name) => new
    {
        FunctionName = name,
        FunctionArn = $"arn:aws:lambda:eu-west-1:123456789012:function:{name}",
        PackageType = "Image",
        State = "Active",
        LastUpdateStatus = "Successful",
        CodeSha256 = _code[name]["sha256:".Length..],
        RevisionId = "1",
    };
}
