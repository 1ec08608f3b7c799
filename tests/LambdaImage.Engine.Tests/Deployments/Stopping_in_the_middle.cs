namespace LambdaImage.Engine.Tests.Deployments;

/// <summary>Ctrl+C at each step: the function is in a state that somebody asked for, or the message says in which one.</summary>
public sealed class Stopping_in_the_middle : IDisposable
{
    private readonly FunctionBench _bench = new();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task Before_anything_was_sent_there_is_nothing_to_say()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);

        await StopAt("GetFunction", 1);

        _bench.Function.Writes.ShouldBeEmpty();
        Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task While_the_settings_are_on_their_way_it_says_so()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);
        _bench.Function.BusyReads = 100;

        await StopAt("UpdateFunctionConfiguration", 1);

        _bench.Function.Writes.ShouldBe(["UpdateFunctionConfiguration"]);
        Warnings.ShouldHaveSingleItem().ShouldContain("it has or gets its new settings with its old image. Run the command again");
    }

    [Fact]
    public async Task Between_settings_and_code_the_settings_are_set_back()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);
        _bench.Function.BusyReads = 0;

        // The read that finds the settings settled.
        await StopAt("GetFunction", 2);

        _bench.Function.Writes.ShouldBe(["UpdateFunctionConfiguration", "UpdateFunctionConfiguration"]);
        _bench.Function.Configuration!["MemorySize"]!.GetValue<int>().ShouldBe(128);
        Warnings.ShouldHaveSingleItem().ShouldContain("set back: memory 512 MB → 128 MB");
    }

    [Fact]
    public async Task Once_the_code_is_sent_Lambda_goes_on()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);

        await StopAt("UpdateFunctionCode", 1);

        _bench.Function.Writes.ShouldBe(["UpdateFunctionConfiguration", "UpdateFunctionCode"]);
        Warnings.ShouldHaveSingleItem().ShouldContain("Lambda goes on with it by itself. Run the command again");
    }

    [Fact]
    public async Task During_a_creation_it_says_that_there_may_be_a_function()
    {
        await StopAt("CreateFunction", 1);

        Warnings.ShouldHaveSingleItem().ShouldContain("was being created");
    }

    [Fact]
    public async Task Running_it_again_finishes_the_work()
    {
        _bench.Function.Exists(FunctionBench.OldDigest);
        await StopAt("UpdateFunctionCode", 1);
        _bench.Bench.Aws.Seen = null;

        var deployed = await _bench.DeployAsync(Request);

        deployed.Change.ShouldBe(DeploymentChange.NoChange);
        deployed.ImageUri.ShouldBe(FunctionBench.Uri(FunctionBench.NewDigest));
    }

    /// <summary>At no call may it be stopped so that nobody knows, or that the same words do not finish it.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_any_call_it_says_where_things_stand_and_running_it_again_finishes_the_work(bool exists)
    {
        var (stops, memory) = (0, exists ? 512 : 128);
        for (var call = 1; ; call++)
        {
            using var bench = new FunctionBench();
            using var stop = new CancellationTokenSource();
            if (exists) bench.Function.Exists(FunctionBench.OldDigest);
            var request = bench.Request(FunctionBench.NewDigest) with
            {
                Settings = new FunctionSettings { MemorySize = memory, Role = FunctionBench.RoleArn },
                PublishVersion = true,
            };
            request = request with { Image = request.Image! with { Tags = ["v2"] } };
            var plan = await bench.PlanAsync(request);
            var left = call;
            bench.Bench.Aws.Seen = _ =>
            {
                if (--left == 0) stop.Cancel();
            };

            try
            {
                await plan.RunAsync(bench.Bench.Reporter, stop.Token);
                if (left > 0) break;
            }
            catch (OperationCanceledException)
            {
                stops++;
                var told = bench.Bench.Reporter.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text).ToArray();
                if (bench.Function.Writes.Any()) told.ShouldHaveSingleItem($"stopped at call {call}").ShouldStartWith("Stopped");
                else told.ShouldBeEmpty();
            }

            bench.Bench.Aws.Seen = null;
            (await bench.DeployAsync(request)).Version.ShouldBe("1", $"stopped at call {call}");
            bench.Function.Configuration!["MemorySize"]!.GetValue<int>().ShouldBe(memory);
            bench.Function.ResolvedImageUri.ShouldBe(FunctionBench.Uri(FunctionBench.NewDigest));
        }

        stops.ShouldBeGreaterThan(4);
    }

    private IEnumerable<string> Warnings => _bench.Bench.Reporter.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text);

    private UpdateFunctionRequest Request => _bench.Request(FunctionBench.NewDigest) with
    {
        Settings = new FunctionSettings { MemorySize = 512, Role = FunctionBench.RoleArn },
    };

    private async Task StopAt(string operation, int time)
    {
        var plan = await _bench.PlanAsync(Request);
        _bench.Bench.Aws.Seen = call =>
        {
            if (call.Operation == operation && --time == 0) _stop.Cancel();
        };
        await Should.ThrowAsync<OperationCanceledException>(() => plan.RunAsync(_bench.Bench.Reporter, _stop.Token));
    }
}
