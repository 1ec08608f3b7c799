using System.Text.Json;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Deployments;

namespace LambdaImage.Engine.Tests.Repositories;

/// <summary>The whole engine against the lab's AWS, with <c>aws</c>, which is not ours, as the witness.</summary>
public sealed class Keeping_house_in_the_lab : IDisposable
{
    private const string OtherAccount = "333333333333";

    private readonly Lazy<LabAws> _lazy = new(() => new LabAws());
    private readonly string _name = LabAws.NewName();
    private readonly LambdaImageEngine _engine = new();

    private LabAws Lab => _lazy.Value;

    private AwsSession Session => Lab.Session with { RegistryEndpoint = LabAws.Address };

    public void Dispose()
    {
        _engine.Dispose();
        if (_lazy.IsValueCreated) Lab.Dispose();
    }

    [SkippableFact]
    public async Task One_image_is_the_same_in_every_Region_and_account_and_a_place_that_fails_stops_no_other()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");
        var request = new CopyRequest
        {
            ImageUri = image.ToString(),
            Tags = ["prod"],
            RepositoryOptions = new() { TagMutability = TagMutability.Immutable },
            Session = Session,
            Destinations =
            [
                Session with { Region = "us-east-1" },
                Session with { RoleArn = $"arn:aws:iam::{OtherAccount}:role/publisher" },
                Lab.With("BADKEY") with { RegistryEndpoint = LabAws.Address },
            ],
        };

        var copies = await RunAsync(await _engine.PlanAsync(request, Lab.Reporter, default));
        var again = await _engine.PlanAsync(request, Lab.Reporter, default);

        copies.Take(2).ShouldAllBe(copy => copy.FailedWith == null && copy.RepositoryCreated && copy.Digest == image.Digest!.Value.Value);
        copies[0].ImageUri.ShouldBe($"123456789012.dkr.ecr.us-east-1.amazonaws.com/{_name}@{image.Digest}");
        copies[1].AccountId.ShouldBe(OtherAccount);
        copies[2].FailedWith.ShouldBe(ErrorKind.CredentialsRejected);
        var there = await AwsAsync("us-east-1", "ecr", "describe-images", "--repository-name", _name);
        there.GetProperty("imageDetails")[0].GetProperty("imageDigest").GetString().ShouldBe(image.Digest!.Value.Value);
        there.GetProperty("imageDetails")[0].GetProperty("imageTags")[0].GetString().ShouldBe("prod");
        (await AwsAsync("us-east-1", "ecr", "describe-repositories", "--repository-names", _name))
            .GetProperty("repositories")[0].GetProperty("imageTagMutability").GetString().ShouldBe("IMMUTABLE");
        again.Changes.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task A_copy_that_is_stopped_says_where_the_image_is_and_goes_on_from_there()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");
        CopyRequest To(params string[] regions) =>
            new() { ImageUri = image.ToString(), Tags = ["prod"], Session = Session, Destinations = [.. regions.Select(region => Session with { Region = region })] };
        await RunAsync(await _engine.PlanAsync(To("us-east-1"), Lab.Reporter, default));
        // Long enough for the other place to be done meanwhile.
        await Lab.ControlAsync("lag", new { name = _name, seconds = 3 });
        using var stop = new CancellationTokenSource();
        var reporter = new StoppingReporter("does not see the new repository yet", 2, stop);

        var plan = await _engine.PlanAsync(To("us-east-1", "eu-central-1"), Lab.Reporter, default);
        await Should.ThrowAsync<OperationCanceledException>(() => plan.RunAsync(reporter, stop.Token));
        await Lab.ControlAsync("lag", new { name = _name, seconds = 0 });
        var copies = await RunAsync(await _engine.PlanAsync(To("us-east-1", "eu-central-1"), Lab.Reporter, default));

        reporter.Warnings.ShouldBe(["Stopped. The image is in us-east-1; left: eu-central-1. Run the command again: what is there is not sent twice."]);
        copies.ShouldAllBe(copy => copy.FailedWith == null && copy.Digest == image.Digest!.Value.Value);
    }

    [SkippableFact]
    public async Task A_tag_is_set_without_moving_a_byte_and_an_immutable_one_is_told()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "one");
        var second = await Lab.PushAsync(_name, "two");
        CopyRequest To(string uri) => new() { ImageUri = uri, Tags = ["prod"], Session = Session };

        var copy = (await RunAsync(await _engine.PlanAsync(To(first.ToString()), Lab.Reporter, default))).Single();
        await AwsAsync(LabAws.Region, "ecr", "put-image-tag-mutability", "--repository-name", _name, "--image-tag-mutability", "IMMUTABLE");
        var same = await _engine.PlanAsync(To($"{first.Name}:one"), Lab.Reporter, default);
        var other = (await RunAsync(await _engine.PlanAsync(To(second.ToString()), Lab.Reporter, default))).Single();

        (copy.FailedWith, copy.NoChange).ShouldBe((null, false));
        copy.BytesSent.ShouldBeLessThan(2000);
        same.Changes.ShouldBeFalse();
        other.FailedWith.ShouldBe(ErrorKind.TagImmutable);
        (await TaggedAsync("prod")).ShouldBe(first.Digest!.Value.Value);
    }

    [SkippableFact]
    public async Task Only_what_no_function_runs_is_deleted_and_aws_agrees()
    {
        SkipWithoutLab();
        var old = await Lab.PushAsync(_name, Own("old"));
        var published = await Lab.PushAsync(_name, Own("v1"));
        await UpdateAsync(published.ToString(), publish: true);
        var live = await Lab.PushAsync(_name, Own("v2"));
        await UpdateAsync(live.ToString(), publish: false);
        var index = await Lab.PushAsync(_name, Own("both"), index: true);
        var request = new ClearRepositoryRequest { Repository = _name, KeepLast = 0, KeepYounger = TimeSpan.Zero, Session = Session };

        var plan = await _engine.PlanAsync(request, Lab.Reporter, default);
        var done = await RunAsync(plan);

        plan.Action.ShouldContain($"keep {published.Digest} ({Own("v1")}): used by function {_name} version 1");
        done.Deleted.ShouldBe(3, plan.Action);
        (await DigestsAsync()).ShouldBe([published.Digest!.Value.Value, live.Digest!.Value.Value], ignoreOrder: true);
        done.Images.Where(image => image.Deleted).Select(image => image.Digest).ShouldContain(old.Digest!.Value.Value);
        done.Images.Where(image => image.Deleted).Select(image => image.Digest).ShouldContain(index.Digest!.Value.Value);
        (await _engine.PlanAsync(request, Lab.Reporter, default)).Changes.ShouldBeFalse();
    }

    [SkippableFact]
    public async Task The_safe_lifecycle_policy_and_its_tag_are_what_aws_sees()
    {
        SkipWithoutLab();
        var running = await Lab.PushAsync(_name, Own("latest"));
        await UpdateAsync(running.ToString(), publish: false);
        var newer = await Lab.PushAsync(_name, Own("v2"));
        await RunAsync(await _engine.PlanAsync(new CopyRequest { ImageUri = newer.ToString(), Tags = [Own("latest")], Session = Session }, Lab.Reporter, default));
        var request = new ClearRepositoryRequest { Repository = _name, WriteLifecyclePolicy = true, Session = Session };

        var done = await RunAsync(await _engine.PlanAsync(request, Lab.Reporter, default));

        (await TaggedAsync("in-use-" + running.Digest!.Value.Hex[..12])).ShouldBe(running.Digest!.Value.Value);
        (await TaggedAsync(Own("latest"))).ShouldBe(newer.Digest!.Value.Value);
        done.LifecyclePolicyWritten.ShouldBeTrue();
        var text = (await AwsAsync(LabAws.Region, "ecr", "get-lifecycle-policy", "--repository-name", _name)).GetProperty("lifecyclePolicyText").GetString()!;
        JsonSerializer.Deserialize<JsonElement>(text).GetProperty("rules")[0].GetProperty("selection").GetProperty("tagStatus").GetString().ShouldBe("untagged");
    }

    [SkippableFact]
    public async Task Function_images_and_repository_go_together_once_nobody_else_uses_them()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, Own("v1"));
        await UpdateAsync(image.ToString(), publish: true);

        var done = await RunAsync(await _engine.PlanAsync(new RemoveFunctionRequest { FunctionName = _name, Session = Session }, Lab.Reporter, default));

        done.RepositoryDeleted.ShouldBeTrue(string.Join('\n', done.Steps));
        (await FailureAsync("lambda", "get-function", "--function-name", _name)).ShouldContain("ResourceNotFoundException");
        (await FailureAsync("ecr", "describe-repositories", "--repository-names", _name)).ShouldContain("RepositoryNotFoundException");
    }

    [SkippableFact]
    public async Task A_scan_is_started_waited_for_and_judged()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "v1");
        await Lab.ControlAsync("scan", new
        {
            repository = _name,
            seconds = 1,
            findings = new[] { new { name = "CVE-2026-1", severity = "HIGH" }, new { name = "CVE-2026-2", severity = "LOW" } },
        });
        var request = new ScanRequest { ImageUri = image.ToString(), Session = Session };

        var scan = await RunAsync(await _engine.PlanAsync(request, Lab.Reporter, default));
        var error = await Should.ThrowAsync<LambdaImageException>(async () => await RunAsync(await _engine.PlanAsync(request with { FailOn = ScanSeverity.High }, Lab.Reporter, default)));

        (scan.Status, scan.High, scan.Low).ShouldBe(("COMPLETE", 1, 1));
        error.Kind.ShouldBe(ErrorKind.ScanRejected);
    }

    [SkippableFact]
    public async Task A_repository_is_made_by_the_push_where_a_template_is_for_it()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");
        var team = LabAws.NewName();
        await AwsAsync("us-east-1", "ecr", "create-repository-creation-template", "--prefix", team, "--applied-for", "CREATE_ON_PUSH", "--image-tag-mutability", "IMMUTABLE");

        var copy = (await RunAsync(await _engine.PlanAsync(
            new CopyRequest { ImageUri = image.ToString(), Repository = team + "/shop", Tags = ["v1"], Session = Session, Destinations = [Session with { Region = "us-east-1" }] },
            Lab.Reporter, default))).Single();

        (copy.FailedWith, copy.RepositoryCreated).ShouldBe((null, false), copy.Error);
        (await AwsAsync("us-east-1", "ecr", "describe-repositories", "--repository-names", team + "/shop"))
            .GetProperty("repositories")[0].GetProperty("imageTagMutability").GetString().ShouldBe("IMMUTABLE");
    }

    [SkippableFact]
    public async Task Publishing_keeps_the_repository_as_asked_and_refuses_to_move_an_immutable_tag_before_sending()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(LabAws.NewName(), "one");
        var second = await Lab.PushAsync(LabAws.NewName(), "two");
        var options = new RepositoryOptions
        {
            TagMutability = TagMutability.Immutable,
            TagMutabilityExclusions = ["latest"],
            ScanOnPush = false,
            MaxImages = 7,
            Tags = new Dictionary<string, string> { ["team"] = "shop" },
            LambdaAccess = true,
            LambdaAccounts = [OtherAccount],
        };
        PublishRequest Publish(ImageReference image, RepositoryOptions wanted) => new()
        {
            Image = new BuiltLambdaImage
            {
                Reference = image.ToString(),
                Digest = image.Digest!.Value.Value,
                ImageId = image.Digest!.Value.Value,
                Size = 1,
                Architecture = LambdaArchitecture.X86_64,
                Builder = "none",
                Location = new ImageLocation(ImageLocationKind.Registry, image.ToString()),
            },
            Repository = _name + "/{stage}",
            Stage = "Prod",
            Tags = ["{version}", "latest"],
            Version = "v1",
            RepositoryOptions = wanted,
            Session = Session,
        };

        var created = await RunAsync(await _engine.PlanAsync(Publish(first, options), Lab.Reporter, default));
        var same = await _engine.PlanAsync(Publish(first, options), Lab.Reporter, default);
        var changed = await _engine.PlanAsync(Publish(first, options with { ScanOnPush = true, MaxImages = 8 }), Lab.Reporter, default);
        var changes = (await RunAsync(changed)).RepositoryChanges;
        var moved = await Should.ThrowAsync<LambdaImageException>(() => _engine.PlanAsync(Publish(second, options), Lab.Reporter, default));

        (created.RepositoryCreated, created.NoChange).ShouldBe((true, false));
        created.Tags.ShouldBe(["v1", "latest"]);
        same.Changes.ShouldBeFalse();
        changed.Action.ShouldBe("Change the repository: turn scanning on push on, replace the lifecycle policy");
        changes.ShouldBe(["turn scanning on push on", "replace the lifecycle policy"]);
        moved.Kind.ShouldBe(ErrorKind.TagImmutable);
        var name = _name + "/prod";
        var repository = (await AwsAsync(LabAws.Region, "ecr", "describe-repositories", "--repository-names", name)).GetProperty("repositories")[0];
        repository.GetProperty("imageTagMutability").GetString().ShouldBe("IMMUTABLE_WITH_EXCLUSION");
        repository.GetProperty("imageTagMutabilityExclusionFilters")[0].GetProperty("filter").GetString().ShouldBe("latest");
        repository.GetProperty("imageScanningConfiguration").GetProperty("scanOnPush").GetBoolean().ShouldBeTrue();
        var policy = (await AwsAsync(LabAws.Region, "ecr", "get-repository-policy", "--repository-name", name)).GetProperty("policyText").GetString()!;
        JsonSerializer.Deserialize<JsonElement>(policy).GetProperty("Statement").GetArrayLength().ShouldBe(3);
        (await AwsAsync(LabAws.Region, "ecr", "list-tags-for-resource", "--resource-arn", repository.GetProperty("repositoryArn").GetString()!))
            .GetProperty("tags").EnumerateArray().ShouldContain(tag => tag.GetProperty("Key").GetString() == "team" && tag.GetProperty("Value").GetString() == "shop");
        (await AwsAsync(LabAws.Region, "ecr", "list-images", "--repository-name", name)).GetProperty("imageIds").GetArrayLength().ShouldBe(2);
    }

    /// <summary>A tag of this test, and so an image of its own: what other tests run must not count.</summary>
    private string Own(string tag) => $"{tag}-{_name}";

    private async Task<T> RunAsync<T>(IPlan<T> plan)
        where T : class => await plan.RunAsync(Lab.Reporter, default);

    private async Task UpdateAsync(string imageUri, bool publish) => await RunAsync(await _engine.PlanAsync(
        new UpdateFunctionRequest
        {
            FunctionName = _name,
            ImageUri = imageUri,
            Settings = new FunctionSettings { Role = LabAws.RoleArn },
            PublishVersion = publish,
            Session = Session,
        },
        Lab.Reporter, default));

    private async Task<IReadOnlyList<string?>> DigestsAsync() =>
        [.. (await AwsAsync(LabAws.Region, "ecr", "list-images", "--repository-name", _name)).GetProperty("imageIds").EnumerateArray()
            .Select(id => id.GetProperty("imageDigest").GetString()).Distinct()];

    private async Task<string?> TaggedAsync(string tag) =>
        (await AwsAsync(LabAws.Region, "ecr", "describe-images", "--repository-name", _name, "--image-ids", "imageTag=" + tag))
            .GetProperty("imageDetails")[0].GetProperty("imageDigest").GetString();

    private static async Task<JsonElement> AwsAsync(string region, params string[] arguments)
    {
        var done = await CallAsync(region, arguments);
        done.ExitCode.ShouldBe(0, string.Join('\n', done.Errors));
        var text = string.Join('\n', done.Output);
        return text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task<string> FailureAsync(params string[] arguments)
    {
        var done = await CallAsync(LabAws.Region, arguments);
        done.ExitCode.ShouldNotBe(0);
        return string.Join('\n', done.Errors);
    }

    private static Task<ProcessResult> CallAsync(string region, string[] arguments) => new ProcessRunner(new ProcessEnvironment()).RunAsync(
        new ProcessCommand("aws", ["--endpoint-url", LabAws.Address!, "--region", region, "--output", "json", .. arguments])
        {
            Environment = new Dictionary<string, string?> { ["AWS_ACCESS_KEY_ID"] = "LABKEY", ["AWS_SECRET_ACCESS_KEY"] = "lab-secret", ["AWS_SESSION_TOKEN"] = null, ["AWS_PAGER"] = "" },
        },
        onLine: null,
        default);

    private static void SkipWithoutLab() => Skip.If(LabAws.Address is null, "needs the lab: tests/lab/lab up");

    /// <summary>Presses Ctrl+C when a line has been logged so often.</summary>
    private sealed class StoppingReporter(string words, int times, CancellationTokenSource stop) : IWorkReporter
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _warnings = new();
        private int _left = times;

        public IEnumerable<string> Warnings => _warnings;

        public void Report(WorkProgress progress)
        {
        }

        public void Log(LogLevel level, string message)
        {
            if (level == LogLevel.Warning) _warnings.Enqueue(message);
            if (message.Contains(words, StringComparison.Ordinal) && --_left == 0) stop.Cancel();
        }
    }
}
