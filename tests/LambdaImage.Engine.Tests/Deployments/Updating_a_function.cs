using System.Text.Json.Nodes;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Updating_a_function : IDisposable
{
    private readonly FunctionBench _bench = new();

    public Updating_a_function() => _bench.Function.Exists(FunctionBench.OldDigest);

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_is_pointed_at_the_digest_and_waited_for()
    {
        var deployed = await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest));

        deployed.Change.ShouldBe(DeploymentChange.Updated);
        deployed.ImageUri.ShouldBe(FunctionBench.Uri(FunctionBench.NewDigest));
        deployed.PreviousImageUri.ShouldBe(FunctionBench.Uri(FunctionBench.OldDigest));
        deployed.State.ShouldBe("Active");
        deployed.Duration.ShouldBeGreaterThan(TimeSpan.Zero);
        _bench.Function.Writes.ShouldBe(["UpdateFunctionCode"]);
        _bench.Bench.Aws.Single("UpdateFunctionCode").Members.ShouldBe(["ImageUri", "Architectures", "RevisionId"]);
    }

    [Fact]
    public async Task Only_settings_that_were_given_and_differ_are_sent_and_before_the_code()
    {
        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            Settings = new FunctionSettings { MemorySize = 512, Timeout = 3, Environment = new Dictionary<string, string> { ["MODE"] = "live" } },
        });

        _bench.Function.Writes.ShouldBe(["UpdateFunctionConfiguration", "UpdateFunctionCode"]);
        var settings = _bench.Bench.Aws.Single("UpdateFunctionConfiguration");
        settings.Members.ShouldBe(["MemorySize", "Environment", "RevisionId"]);
        settings.Json.GetProperty("Environment").GetRawText().ShouldBe("""{"Variables":{"MODE":"live"}}""");
    }

    [Fact]
    public async Task Settings_alone_leave_the_code()
    {
        var deployed = await _bench.DeployAsync(_bench.Request(FunctionBench.OldDigest) with { Settings = new FunctionSettings { Timeout = 30 } });

        deployed.Change.ShouldBe(DeploymentChange.Updated);
        _bench.Function.Writes.ShouldBe(["UpdateFunctionConfiguration"]);
    }

    public static TheoryData<FunctionSettings, string> OneOverride => new()
    {
        { new FunctionSettings { Command = ["new"] }, """{"EntryPoint":["/entry"],"Command":["new"],"WorkingDirectory":"/w"}""" },
        { new FunctionSettings { EntryPoint = ["/new"] }, """{"EntryPoint":["/new"],"Command":["old"],"WorkingDirectory":"/w"}""" },
        { new FunctionSettings { WorkingDirectory = "" }, """{"EntryPoint":["/entry"],"Command":["old"]}""" },
    };

    [Theory]
    [MemberData(nameof(OneOverride))]
    public async Task Overrides_that_were_not_given_are_kept(FunctionSettings settings, string sent)
    {
        _bench.Function.With("ImageConfigResponse", Overrides("""{"EntryPoint":["/entry"],"Command":["old"],"WorkingDirectory":"/w"}"""));

        await _bench.DeployAsync(_bench.Request(FunctionBench.OldDigest) with { Settings = settings });

        _bench.Bench.Aws.Single("UpdateFunctionConfiguration").Json.GetProperty("ImageConfig").GetRawText().ShouldBe(sent);
    }

    [Fact]
    public async Task An_empty_override_goes_back_to_the_image()
    {
        _bench.Function.With("ImageConfigResponse", Overrides("""{"Command":["old"]}"""));

        await _bench.DeployAsync(_bench.Request(FunctionBench.OldDigest) with { Settings = new FunctionSettings { Command = [] } });

        _bench.Bench.Aws.Single("UpdateFunctionConfiguration").Json.GetProperty("ImageConfig").GetRawText().ShouldBe("{}");
    }

    [Fact]
    public async Task When_the_code_fails_the_settings_are_set_back()
    {
        _bench.Function.With("Environment", JsonNode.Parse("""{"Variables":{"OLD":"1"}}"""));
        _bench.Function.NextFailure = "InvalidImage";

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            Settings = new FunctionSettings { MemorySize = 512, Environment = new Dictionary<string, string> { ["NEW"] = "2" } },
        });

        error.Kind.ShouldBe(ErrorKind.FunctionFailed);
        _bench.Function.Writes.ShouldBe(["UpdateFunctionConfiguration", "UpdateFunctionCode", "UpdateFunctionConfiguration", "UpdateFunctionCode"]);
        var back = _bench.Bench.Aws.Calls.Last(call => call.Operation == "UpdateFunctionConfiguration");
        back.Members.ShouldBe(["MemorySize", "Environment", "RevisionId"]);
        back.Json.GetProperty("MemorySize").GetInt32().ShouldBe(128);
        back.Json.GetProperty("Environment").GetRawText().ShouldBe("""{"Variables":{"OLD":"1"}}""");
        error.Message.ShouldEndWith("$LATEST has its image (sha256:aaaaaaaaaaaa) and settings of before again.");
    }

    [Fact]
    public async Task When_the_code_is_refused_they_are_too()
    {
        _bench.Bench.Aws.On("UpdateFunctionCode", FakeAwsReply.LambdaError(400, "InvalidParameterValueException", "Source image x does not exist. Provide a valid source image."));

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new FunctionSettings { MemorySize = 512 } });

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        _bench.Function.Configuration!["MemorySize"]!.GetValue<int>().ShouldBe(128);
    }

    [Fact]
    public async Task When_the_settings_fail_the_new_code_is_not_sent()
    {
        _bench.Function.NextFailure = "InvalidSubnet";
        _bench.Function.FailingOperation = "UpdateFunctionConfiguration";

        await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new FunctionSettings { MemorySize = 512 } });

        _bench.Bench.Aws.Calls.Where(call => call.Operation == "UpdateFunctionCode").ShouldAllBe(call => call.Body.Contains(FunctionBench.OldDigest));
        _bench.Function.Configuration!["MemorySize"]!.GetValue<int>().ShouldBe(128);
    }

    [Fact]
    public async Task Variables_that_cannot_be_read_are_written_and_never_set_back()
    {
        _bench.Function.With("Environment", JsonNode.Parse("""{"Error":{"ErrorCode":"KMSAccessDeniedException","Message":"no"}}"""));
        _bench.Function.NextFailure = "InvalidImage";

        await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with
        {
            Settings = new FunctionSettings { Timeout = 9, Environment = new Dictionary<string, string>() },
        });

        _bench.Bench.Aws.Calls.Last(call => call.Operation == "UpdateFunctionConfiguration").Members.ShouldBe(["Timeout", "RevisionId"]);
    }

    [Fact]
    public async Task A_change_by_somebody_else_is_not_overwritten()
    {
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest));
        _bench.Bench.Aws.On("UpdateFunctionCode", FakeAwsReply.LambdaError(412, "PreconditionFailedException", "The Revision Id provided does not match"));

        var error = await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.Bench.Reporter, default));

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("not overwritten");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Changes_whose_answers_got_lost_are_no_changes_of_somebody_else(int busyReads)
    {
        _bench.Bench.Environment["AWS_MAX_ATTEMPTS"] = "2";
        _bench.Function.LostAnswers = 1;
        _bench.Function.BusyReads = busyReads;
        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest));
        _bench.Function.LostAnswers = 1;

        var deployed = await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new FunctionSettings { MemorySize = 512 } });

        deployed.Change.ShouldBe(DeploymentChange.Updated);
        _bench.Function.ResolvedImageUri.ShouldBe(FunctionBench.Uri(FunctionBench.NewDigest));
        $"{_bench.Function.Configuration!["MemorySize"]}".ShouldBe("512");
    }

    [Theory]
    [InlineData("UpdateFunctionConfiguration", false, "Timeout", "3")]
    [InlineData("UpdateFunctionConfiguration", true, "Timeout", "9")]
    [InlineData("UpdateFunctionConfiguration", true, "Environment", """{"Variables":{"MODE":"live"}}""")]
    [InlineData("UpdateFunctionConfiguration", true, "CodeSha256", "\"cccc\"")]
    [InlineData("UpdateFunctionConfiguration", true, "Architectures", """["arm64"]""")]
    [InlineData("UpdateFunctionCode", false, "Timeout", "3")]
    [InlineData("UpdateFunctionCode", true, "Timeout", "9")]
    [InlineData("UpdateFunctionCode", true, "Description", "\"theirs\"")]
    public async Task What_somebody_else_has_made_is_not_taken_for_ours(string operation, bool isLost, string member, string theirs)
    {
        _bench.Bench.Environment["AWS_MAX_ATTEMPTS"] = "2";
        var isCode = operation == "UpdateFunctionCode";
        var tries = 0;
        _bench.Bench.Aws.On(operation, _ =>
        {
            if (tries++ == 0)
            {
                var wanted = isCode ? _bench.Function.With("CodeSha256", FunctionBench.NewDigest["sha256:".Length..]) : _bench.Function.With("MemorySize", 512);
                wanted.With(member, JsonNode.Parse(theirs)).Touch();
                if (isLost) return FakeAwsReply.LambdaError(503, "ServiceException", "lost");
            }

            return FakeAwsReply.LambdaError(412, "PreconditionFailedException", "The Revision Id provided does not match");
        });

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new() { MemorySize = isCode ? null : 512 } });

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("not overwritten");
        _bench.Function.Writes.Distinct().ShouldBe([operation]);
    }

    [Fact]
    public async Task Nor_is_what_they_were_about_when_ours_came()
    {
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new() { MemorySize = 512 } });
        _bench.Bench.Aws.On("UpdateFunctionConfiguration", _ =>
        {
            _bench.Function.With("MemorySize", 512).Busy(reads: 2);
            return FakeAwsReply.LambdaError(409, "ResourceConflictException", "An update is in progress for resource.");
        });

        var error = await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.Bench.Reporter, default));

        error.Message.ShouldContain("not overwritten");
        _bench.Function.Writes.ShouldBe(["UpdateFunctionConfiguration"]);
    }

    [Fact]
    public async Task A_version_that_is_refused_needs_no_second_look()
    {
        _bench.Bench.Environment["AWS_MAX_ATTEMPTS"] = "2";
        _bench.Bench.Aws.On(
            "PublishVersion",
            FakeAwsReply.LambdaError(503, "ServiceException", "lost"),
            FakeAwsReply.LambdaError(412, "PreconditionFailedException", "The Revision Id provided does not match"));

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.OldDigest) with { PublishVersion = true });

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        _bench.Bench.Aws.Operations.Last().ShouldBe("PublishVersion");
    }

    [Fact]
    public async Task An_image_that_is_sent_again_is_not_taken_for_sent_when_somebody_else_is_at_work()
    {
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.OldDigest) with { Force = true });
        _bench.Bench.Aws.On("UpdateFunctionCode", _ =>
        {
            _bench.Function.With("MemorySize", 2048).Touch();
            return FakeAwsReply.LambdaError(412, "PreconditionFailedException", "The Revision Id provided does not match");
        });

        (await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(_bench.Bench.Reporter, default))).Kind.ShouldBe(ErrorKind.FunctionBusy);
    }

    [Fact]
    public async Task Two_deployments_are_not_mixed()
    {
        _bench.Function.WhenSettled = () => _bench.Function.With("MemorySize", 2048).Touch();

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new FunctionSettings { MemorySize = 512 } });

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("not overwritten");
        _bench.Function.Writes.ShouldBe(["UpdateFunctionConfiguration"]);
    }

    [Fact]
    public async Task Nor_are_settings_set_back_under_somebody_elses_hands()
    {
        _bench.Bench.Aws.On("UpdateFunctionCode", FakeAwsReply.LambdaError(412, "PreconditionFailedException", "The Revision Id provided does not match"));

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { Settings = new FunctionSettings { MemorySize = 512 } });

        _bench.Function.Writes.Count(name => name == "UpdateFunctionConfiguration").ShouldBe(1);
        error.Message.ShouldEndWith("$LATEST is left as it is, in part as this run wants it.");
    }

    [Fact]
    public async Task Running_starts_from_the_function_as_it_is_then()
    {
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest));
        _bench.Function.Exists(FunctionBench.NewDigest);

        var deployed = await plan.RunAsync(_bench.Bench.Reporter, default);

        deployed.Change.ShouldBe(DeploymentChange.NoChange);
        _bench.Function.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_change_in_progress_is_waited_for()
    {
        _bench.Function.Busy(reads: 5);

        await _bench.DeployAsync(_bench.Request(FunctionBench.NewDigest));

        _bench.Function.Writes.ShouldBe(["UpdateFunctionCode"]);
        _bench.Bench.Reporter.Progress.ShouldContain(progress => progress.Status.StartsWith("update in progress"));
    }

    [Fact]
    public async Task A_conflict_is_waited_for_and_tried_again()
    {
        var plan = await _bench.PlanAsync(_bench.Request(FunctionBench.NewDigest));
        var stock = 0;
        var function = _bench.Function;
        _bench.Bench.Aws.On("UpdateFunctionCode", call =>
        {
            if (stock++ == 0) return FakeAwsReply.LambdaError(409, "ResourceConflictException", "An update is in progress for resource.");
            function.ResolvedImageUri = FunctionBench.Uri(FunctionBench.NewDigest);
            return FakeAwsReply.Json(function.Configuration!);
        });

        await plan.RunAsync(_bench.Bench.Reporter, default);

        stock.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_that_never_ends_is_busy_after_the_time_given()
    {
        _bench.Function.Busy(reads: 10_000);

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest) with { WaitTimeout = TimeSpan.FromSeconds(60) });

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("60 s");
    }

    [Theory]
    [InlineData("The image manifest, config or layer media type for the source image x is not supported.", ErrorKind.ImageNotReadable)]
    [InlineData("Source image x is not valid. Provide a valid source image.", ErrorKind.ImageNotReadable)]
    [InlineData("Source image x does not exist. Provide a valid source image.", ErrorKind.ImageNotFound)]
    [InlineData("Please don't provide ImageUri when updating a function with packageType Zip.", ErrorKind.FunctionIsZip)]
    [InlineData("1 validation error detected", ErrorKind.AwsRejected)]
    public async Task Refusals_are_known_by_their_words(string text, ErrorKind expected)
    {
        _bench.Bench.Aws.On("UpdateFunctionCode", FakeAwsReply.LambdaError(400, "InvalidParameterValueException", text));

        (await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest))).Kind.ShouldBe(expected);
    }

    [Fact]
    public async Task Lambda_that_may_not_read_the_image_is_not_the_callers_lack_of_permission()
    {
        _bench.Bench.Aws.On("UpdateFunctionCode", FakeAwsReply.LambdaError(
            403, "AccessDeniedException", "Lambda does not have permission to access the ECR image. Check the ECR permissions."));

        var error = await _bench.FailAsync(_bench.Request(FunctionBench.NewDigest));

        error.Kind.ShouldBe(ErrorKind.ImageNotReadable);
        error.Remedy.ShouldContain("ecr:GetDownloadUrlForLayer");
    }

    private static JsonObject Overrides(string config) => new() { ["ImageConfig"] = JsonNode.Parse(config) };
}
