using System.Diagnostics;
using System.Text.Json;
using LambdaImage.Engine.Deployments;

namespace LambdaImage.Engine.Tests.Deployments;

/// <summary>What our objects claim, asked again with <c>aws</c>, which is not ours.</summary>
public sealed class Agreeing_with_the_AWS_command_line : IDisposable
{
    private readonly Lazy<LabAws> _lazy = new(() => new LabAws());
    private readonly string _name = LabAws.NewName();

    private LabAws Lab => _lazy.Value;

    public void Dispose()
    {
        if (_lazy.IsValueCreated) Lab.Dispose();
    }

    [SkippableFact]
    public async Task Everything_that_was_asked_for_is_there_and_the_second_run_writes_nothing()
    {
        SkipWithoutLab();
        var image = await Lab.PushAsync(_name, "one");
        var request = new UpdateFunctionRequest
        {
            FunctionName = _name,
            ImageUri = $"{image.Name}:one",
            Session = Lab.Session,
            Settings = new FunctionSettings
            {
                CreateRole = true,
                MemorySize = 512,
                Timeout = 20,
                Environment = new Dictionary<string, string> { ["MODE"] = "live" },
                Command = ["app.handler"],
                Tracing = TracingMode.Active,
                LogFormat = FunctionLogFormat.Json,
                ApplicationLogLevel = FunctionLogLevel.Warn,
                Tags = new Dictionary<string, string> { ["team"] = "shop" },
                ReservedConcurrency = 3,
                Url = new() { Auth = FunctionUrlAuth.None, InvokeMode = FunctionUrlInvokeMode.ResponseStream, Cors = new() { AllowOrigins = ["*"] } },
                Permissions = [new() { StatementId = "bucket", Principal = "s3.amazonaws.com", SourceArn = "arn:aws:s3:::uploads", SourceAccount = "123456789012" }],
            },
        };

        var deployed = await DeployAsync(request);

        deployed.RoleCreated.ShouldBeTrue();
        var function = await AwsAsync("lambda", "get-function", "--function-name", _name);
        var settings = function.GetProperty("Configuration");
        function.GetProperty("Code").GetProperty("ResolvedImageUri").GetString().ShouldBe(deployed.ImageUri);
        settings.GetProperty("FunctionArn").GetString().ShouldBe(deployed.FunctionArn);
        settings.GetProperty("Role").GetString().ShouldBe($"arn:aws:iam::123456789012:role/{_name}-role");
        (settings.GetProperty("MemorySize").GetInt32(), settings.GetProperty("Timeout").GetInt32()).ShouldBe((512, 20));
        settings.GetProperty("Environment").GetRawText().ShouldContain("live");
        settings.GetProperty("ImageConfigResponse").GetProperty("ImageConfig").GetProperty("Command")[0].GetString().ShouldBe("app.handler");
        settings.GetProperty("TracingConfig").GetProperty("Mode").GetString().ShouldBe("Active");
        settings.GetProperty("LoggingConfig").GetProperty("ApplicationLogLevel").GetString().ShouldBe("WARN");
        function.GetProperty("Concurrency").GetProperty("ReservedConcurrentExecutions").GetInt32().ShouldBe(3);
        function.GetProperty("Tags").GetProperty("team").GetString().ShouldBe("shop");
        function.GetProperty("Tags").GetProperty(ImageSource.TagName).GetString().ShouldBe($"{image.Digest} one");
        var url = await AwsAsync("lambda", "get-function-url-config", "--function-name", _name);
        (url.GetProperty("FunctionUrl").GetString(), url.GetProperty("AuthType").GetString(), url.GetProperty("InvokeMode").GetString())
            .ShouldBe((deployed.FunctionUrl, "NONE", "RESPONSE_STREAM"));
        var policy = JsonSerializer.Deserialize<JsonElement>((await AwsAsync("lambda", "get-policy", "--function-name", _name)).GetProperty("Policy").GetString()!);
        policy.GetProperty("Statement").EnumerateArray().Select(statement => statement.GetProperty("Sid").GetString())
            .ShouldBe(["UrlPolicyInvokeURL", "UrlPolicyInvokeFunction", "bucket"]);
        (await AwsAsync("iam", "list-attached-role-policies", "--role-name", _name + "-role")).GetProperty("AttachedPolicies").EnumerateArray()
            .Select(each => each.GetProperty("PolicyName").GetString()).ShouldBe(["AWSLambdaBasicExecutionRole", "AWSXRayDaemonWriteAccess"], ignoreOrder: true);

        using var recorder = new Recorder();
        var connector = new Engine.Aws.AwsConnector(new Engine.Environments.ProcessEnvironment(), recorder, TimeProvider.System);
        var again = await (await new FunctionUpdater(connector, findArchitecture: null, TimeProvider.System).PlanAsync(request, Lab.Reporter, default)).RunAsync(Lab.Reporter, default);

        again.Change.ShouldBe(DeploymentChange.NoChange);
        recorder.Operations.ShouldNotBeEmpty();
        recorder.Operations.ShouldAllBe(name => name.StartsWith("Get") || name.StartsWith("Describe") || name.StartsWith("BatchGet"));
    }

    [SkippableFact]
    public async Task Drift_is_what_ECR_says_of_the_tag()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "live");
        await DeployAsync(Request($"{first.Name}:live") with { Settings = new FunctionSettings { Role = LabAws.RoleArn } });
        (await LookAsync()).Drift.ShouldBe(ImageDrift.None);

        var second = await Lab.PushAsync(_name, "next");
        var manifest = await AwsAsync("ecr", "batch-get-image", "--repository-name", _name, "--image-ids", "imageTag=next", "--accepted-media-types", "application/vnd.oci.image.manifest.v1+json");
        await AwsAsync("ecr", "put-image", "--repository-name", _name, "--image-tag", "live", "--image-manifest", manifest.GetProperty("images")[0].GetProperty("imageManifest").GetString()!,
            "--image-manifest-media-type", "application/vnd.oci.image.manifest.v1+json");
        var moved = await LookAsync();
        (moved.Drift, moved.TagDigest, moved.Digest).ShouldBe((ImageDrift.TagMoved, second.Digest!.Value.Value, first.Digest!.Value.Value));

        await AwsAsync("ecr", "batch-delete-image", "--repository-name", _name, "--image-ids", $"imageDigest={first.Digest}");
        var gone = await LookAsync();
        (gone.Drift, gone.InRepository).ShouldBe((ImageDrift.ImageGone, false));

        await AwsAsync("ecr", "delete-repository", "--repository-name", _name, "--force");
        (await LookAsync()).Drift.ShouldBe(ImageDrift.RepositoryGone);
    }

    [SkippableFact]
    public async Task Images_and_releases_are_what_ECR_and_Lambda_say()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "one");
        await DeployAsync(Request(first.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn }, PublishVersion = true });
        var second = await Lab.PushAsync(_name, "two");
        await DeployAsync(Request(second.ToString()) with { PublishVersion = true });

        var image = await LookAsync();
        var connector = new Engine.Aws.AwsConnector(new Engine.Environments.ProcessEnvironment(), new SocketsHttpHandler(), TimeProvider.System);
        var history = await new Engine.Deployments.Releases.ReleaseHistory(connector, (_, _, _) => throw new LambdaImageException(ErrorKind.ImageNotFound, "not asked for", "", null))
            .ReadAsync(new() { FunctionName = _name }, Lab.Reporter, default);

        var there = (await AwsAsync("ecr", "describe-images", "--repository-name", _name, "--image-ids", $"imageDigest={second.Digest}")).GetProperty("imageDetails")[0];
        var scan = there.TryGetProperty("imageScanStatus", out var status) ? status.GetProperty("status").GetString() : null;
        (image.Digest, image.Size, image.ScanStatus).ShouldBe((there.GetProperty("imageDigest").GetString(), there.GetProperty("imageSizeInBytes").GetInt64(), scan));
        image.Tags.ShouldBe(there.GetProperty("imageTags").EnumerateArray().Select(tag => tag.GetString()!));
        image.PushedAt!.Value.ToUnixTimeSeconds().ShouldBe((long)there.GetProperty("imagePushedAt").GetDouble());
        var versions = (await AwsAsync("lambda", "list-versions-by-function", "--function-name", _name)).GetProperty("Versions").EnumerateArray()
            .Select(version => (version.GetProperty("Version").GetString(), Digest: "sha256:" + version.GetProperty("CodeSha256").GetString())).Where(version => version.Item1 != "$LATEST");
        history.Releases.Select(release => ((string?)release.Version, release.Digest)).ShouldBe(versions.Select(version => (version.Item1, (string?)version.Digest)), ignoreOrder: true);
        history.Releases.Select(release => release.Version).ShouldBe(["2", "1"]);
    }

    [SkippableFact]
    public async Task A_repository_that_is_deleted_mid_way_leaves_the_function_as_it_was()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "one");
        await DeployAsync(Request(first.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn, MemorySize = 256 } });
        var second = await Lab.PushAsync(_name, "two");
        var plan = await PlanAsync(Request(second.ToString()) with { Settings = new FunctionSettings { MemorySize = 512 } });
        await AwsAsync("ecr", "delete-repository", "--repository-name", _name, "--force");

        var error = await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(Lab.Reporter, default));

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        var now = (await AwsAsync("lambda", "get-function", "--function-name", _name)).GetProperty("Configuration");
        (now.GetProperty("MemorySize").GetInt32(), now.GetProperty("CodeSha256").GetString()).ShouldBe((256, first.Digest!.Value.Hex));
        error.Message.ShouldContain("and settings of before again");
    }

    [SkippableFact]
    public async Task Two_deployments_at_once_end_with_one_of_them_whole()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "one");
        await DeployAsync(Request(first.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn, MemorySize = 256 } });
        var a = await Lab.PushAsync(_name, "a");
        var b = await Lab.PushAsync(_name, "b");
        await Lab.ControlAsync("function", new { name = _name, nextUpdate = new { seconds = 1 } });
        var plans = await Task.WhenAll(
            PlanAsync(Request(a.ToString()) with { Settings = new FunctionSettings { MemorySize = 1024 } }),
            PlanAsync(Request(b.ToString()) with { Settings = new FunctionSettings { MemorySize = 2048 } }));

        var ends = await Task.WhenAll(plans.Select(async plan =>
        {
            try
            {
                return (await plan.RunAsync(Lab.Reporter, default)).ImageUri;
            }
            catch (LambdaImageException lost) when (lost.Kind == ErrorKind.FunctionBusy)
            {
                lost.Message.ShouldContain("not overwritten");
                return null;
            }
        }));

        var now = (await AwsAsync("lambda", "get-function", "--function-name", _name)).GetProperty("Configuration");
        var end = (now.GetProperty("MemorySize").GetInt32(), now.GetProperty("CodeSha256").GetString());
        end.ShouldBeOneOf((1024, a.Digest!.Value.Hex), (2048, b.Digest!.Value.Hex));
        // Whoever was told that it worked is not lied to.
        ends.ShouldContain(uri => uri != null);
    }

    [SkippableFact]
    public async Task Two_first_deployments_at_once_make_one_function()
    {
        SkipWithoutLab();
        var a = await Lab.PushAsync(_name, "a");
        var b = await Lab.PushAsync(_name, "b");
        await Lab.ControlAsync("function", new { name = _name, nextCreate = new { seconds = 1 } });
        var plans = await Task.WhenAll(new[] { a, b }.Select(image => PlanAsync(Request(image.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn } })));

        var ends = await Task.WhenAll(plans.Select(async plan =>
        {
            try
            {
                return (await plan.RunAsync(Lab.Reporter, default)).ImageUri;
            }
            catch (LambdaImageException lost) when (lost.Kind == ErrorKind.FunctionBusy)
            {
                return null;
            }
        }));

        var now = (await AwsAsync("lambda", "get-function", "--function-name", _name)).GetProperty("Code").GetProperty("ImageUri").GetString();
        ends.Where(uri => uri is not null).ShouldHaveSingleItem().ShouldBe(now);
    }

    [SkippableFact]
    public async Task Somebody_else_between_settings_and_code_is_not_overwritten()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "one");
        await DeployAsync(Request(first.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn, MemorySize = 256 } });
        var second = await Lab.PushAsync(_name, "two");
        var plan = await PlanAsync(Request(second.ToString()) with { Settings = new FunctionSettings { MemorySize = 512 } });
        await Lab.ControlAsync("faults", new { count = 1, on = "aws", operation = "UpdateFunctionCode", path = _name, status = 409, code = "ResourceConflictException", message = "An update is in progress for resource." });
        var changed = false;
        var reporter = new Reacting(Lab.Reporter, line =>
        {
            if (changed || !line.Contains("does not take the change yet")) return;
            changed = true;
            AwsAsync("lambda", "update-function-configuration", "--function-name", _name, "--timeout", "77").GetAwaiter().GetResult();
        });

        var error = await Should.ThrowAsync<LambdaImageException>(() => plan.RunAsync(reporter, default));

        error.Kind.ShouldBe(ErrorKind.FunctionBusy);
        error.Message.ShouldContain("not overwritten");
        var now = (await AwsAsync("lambda", "get-function", "--function-name", _name)).GetProperty("Configuration");
        (now.GetProperty("Timeout").GetInt32(), now.GetProperty("CodeSha256").GetString()).ShouldBe((77, first.Digest!.Value.Hex));
        error.Message.ShouldContain("is left as it is");
    }

    [SkippableFact]
    public async Task A_rehearsal_leaves_no_trace()
    {
        SkipWithoutLab();
        var first = await Lab.PushAsync(_name, "one");
        await DeployAsync(Request(first.ToString()) with { Settings = new FunctionSettings { Role = LabAws.RoleArn } });
        var second = await Lab.PushAsync(_name, "two");
        var before = (await AwsAsync("lambda", "get-function", "--function-name", _name)).GetRawText();

        (await DeployAsync(Request(second.ToString()) with { DryRun = true })).Change.ShouldBe(DeploymentChange.DryRun);

        (await AwsAsync("lambda", "get-function", "--function-name", _name)).GetRawText().ShouldBe(before);
    }

    private static void SkipWithoutLab() => Skip.If(LabAws.Address is null, "needs the lab");

    private UpdateFunctionRequest Request(string imageUri) => new() { FunctionName = _name, ImageUri = imageUri, Session = Lab.Session };

    private Task<FunctionPlan> PlanAsync(UpdateFunctionRequest request) =>
        new FunctionUpdater(Lab.Connector, findArchitecture: null, TimeProvider.System).PlanAsync(request, Lab.Reporter, default);

    private async Task<LambdaFunctionDeployment> DeployAsync(UpdateFunctionRequest request) =>
        await (await PlanAsync(request)).RunAsync(Lab.Reporter, default);

    private async Task<LambdaFunctionImage> LookAsync() => (await new FunctionImageReader(
        Lab.Connect(), (_, _, _) => throw new LambdaImageException(ErrorKind.ImageNotFound, "not asked for", "", null), TimeProvider.System, Lab.Reporter)
        .ReadAsync(new() { FunctionNames = [_name] }, default)).Single().Images.Single();

    private static async Task<JsonElement> AwsAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("aws", [.. arguments, "--output", "json"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"aws {string.Join(' ', arguments)}: {await error}");
        return text.Trim().Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }

    /// <summary>Notes what is sent, and holds it against AWS's models.</summary>
    private sealed class Recorder() : DelegatingHandler(Engine.Aws.Runtime.AwsHttp.CreateHandler())
    {
        public System.Collections.Concurrent.ConcurrentQueue<string> Operations { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var route = TestKit.Aws.AwsRoute.Of(request, body);
            Operations.Enqueue(route.Operation);
            TestKit.Aws.ServiceModels.Of(route.Service)?.Check(route.Operation, request.Method.Method, request.RequestUri!, body).ShouldBeEmpty();
            return await base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Does something when a line is logged.</summary>
    private sealed class Reacting(IWorkReporter inner, Action<string> react) : IWorkReporter
    {
        public void Report(WorkProgress progress) => inner.Report(progress);

        public void Log(LogLevel level, string message)
        {
            inner.Log(level, message);
            react(message);
        }
    }
}
