using System.Text.Json.Nodes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

/// <summary>An update is whole or undone: what fails after the new image has arrived takes image and settings back.</summary>
public sealed class Rolling_an_update_back : IDisposable
{
    private readonly FunctionBench _bench = new();

    public Rolling_an_update_back() => _bench.Function.Exists(FunctionBench.OldDigest).Tags = new JsonObject { ["lambdaimage:image"] = $"{FunctionBench.OldDigest} v1" };

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_version_that_cannot_be_published_takes_image_settings_and_tag_back()
    {
        _bench.Bench.Aws.On("PublishVersion", FakeAwsReply.LambdaError(400, "CodeStorageExceededException", "Code storage limit exceeded."));

        var error = await _bench.FailAsync(Release);

        error.Message.ShouldContain("Code storage limit exceeded");
        error.Message.ShouldEndWith("$LATEST has its image (sha256:aaaaaaaaaaaa) and settings of before again.");
        Latest.ShouldBe((FunctionBench.Uri(FunctionBench.OldDigest), 128));
        $"{_bench.Function.Tags!["lambdaimage:image"]}".ShouldBe($"{FunctionBench.OldDigest} v1");
    }

    [Fact]
    public async Task So_does_what_is_beside_the_configuration_and_what_was_set_is_said()
    {
        _bench.Bench.Aws.On("PutFunctionConcurrency", FakeAwsReply.LambdaError(400, "InvalidParameterValueException", "too many"));

        var error = await _bench.FailAsync(Release with
        {
            Settings = Release.Settings with { ReservedConcurrency = 900, Tags = new Dictionary<string, string> { ["team"] = "a" } },
        });

        error.Message.ShouldEndWith("and settings of before again.");
        Latest.ShouldBe((FunctionBench.Uri(FunctionBench.OldDigest), 128));
        _bench.Bench.Reporter.All.ShouldContain("Function 'shop': tag team a is set and stays; this is left to do: reserved concurrency 900.");
    }

    [Fact]
    public async Task Somebody_elses_change_is_never_undone()
    {
        _bench.Bench.Aws.On("PublishVersion", _ =>
        {
            _bench.Function.With("MemorySize", 1024).Touch();
            return FakeAwsReply.LambdaError(400, "CodeStorageExceededException", "full");
        });

        var error = await _bench.FailAsync(Release);

        error.Message.ShouldEndWith("$LATEST was changed by somebody else meanwhile and is left as it is.");
        Latest.ShouldBe((FunctionBench.Uri(FunctionBench.NewDigest), 1024));
    }

    [Fact]
    public async Task A_way_back_that_is_closed_is_told_with_the_command_that_opens_it()
    {
        _bench.Bench.Aws.On("PublishVersion", _ =>
        {
            _bench.Bench.Aws.On("UpdateFunctionCode", FakeAwsReply.LambdaError(403, "AccessDeniedException", "not any more"));
            return FakeAwsReply.LambdaError(400, "CodeStorageExceededException", "full");
        });

        var error = await _bench.FailAsync(Release);

        error.Message.ShouldContain("$LATEST could not be set back");
        error.Message.ShouldEndWith($"Set it back: Update-LambdaFunctionImage -FunctionName shop -ImageUri {FunctionBench.Uri(FunctionBench.OldDigest)}.");
    }

    [Fact]
    public async Task A_function_that_was_created_stays()
    {
        _bench.Function.Configuration = null;
        _bench.Bench.Aws.On("PublishVersion", FakeAwsReply.LambdaError(400, "CodeStorageExceededException", "full"));

        var error = await _bench.FailAsync(Release with { Settings = Release.Settings with { Role = FunctionBench.RoleArn } });

        error.Message.ShouldEndWith("Function 'shop' was created and stays.");
    }

    [Fact]
    public async Task Stopping_before_the_version_says_what_to_run_next()
    {
        using var stop = new CancellationTokenSource();
        var plan = await _bench.PlanAsync(Release);
        _bench.Bench.Aws.Seen = call =>
        {
            if (call.Operation == "PublishVersion") stop.Cancel();
        };

        await Should.ThrowAsync<OperationCanceledException>(() => plan.RunAsync(_bench.Bench.Reporter, stop.Token));

        _bench.Bench.Reporter.All.ShouldContain(
            "Warning: Stopped; function 'shop' has its new image and settings, but not all that was to follow. Run the command again to finish it.");
    }

    private UpdateFunctionRequest Release
    {
        get
        {
            var request = _bench.Request(FunctionBench.NewDigest);
            return request with { Image = request.Image! with { Tags = ["v2"] }, Settings = new FunctionSettings { MemorySize = 512 }, PublishVersion = true };
        }
    }

    private (string?, int) Latest => (_bench.Function.ResolvedImageUri, _bench.Function.Configuration!["MemorySize"]!.GetValue<int>());
}
