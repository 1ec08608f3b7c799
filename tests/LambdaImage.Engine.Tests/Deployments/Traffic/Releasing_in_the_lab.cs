using System.Diagnostics;
using System.Text.Json;
using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Deployments.Traffic;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Tests.Deployments.Traffic;

/// <summary>Releases against the lab's AWS; <c>aws</c> and boto3 look at what our objects claim.</summary>
public sealed class Releasing_in_the_lab : IDisposable
{
    private static readonly FunctionSettings Small = new() { Role = LabAws.Address is null ? null : LabAws.RoleArn, MemorySize = 256 };

    private readonly Lazy<LabAws> _lazy = new(() => new LabAws());
    private readonly string _name = LabAws.NewName();

    private LabAws Lab => _lazy.Value;

    public void Dispose()
    {
        if (_lazy.IsValueCreated) Lab.Dispose();
    }

    [SkippableFact]
    public async Task An_alias_is_created_moved_by_a_canary_and_brought_back()
    {
        SkipWithoutLab();
        var (one, two) = (await Lab.PushAsync(_name, "one"), await Lab.PushAsync(_name, "two"));
        var first = await ReleaseAsync(one.ToString(), Small, new TrafficOptions { Alias = "live" });
        var second = await ReleaseAsync(two.ToString(), Small with { MemorySize = 512 }, new TrafficOptions
        {
            Alias = "live",
            Canary = [10],
            BakeTime = TimeSpan.FromSeconds(1),
            SmokePayload = """{"path":"/health"}""",
            SmokeExpect = "health",
        });

        (first.Version, first.Traffic!.AliasCreated, second.Version, second.PreviousVersion).ShouldBe(("1", true, "2", "1"));
        second.Traffic!.Steps.ShouldBe([10]);
        (await AwsAsync("get-alias", "--name", "live")).GetProperty("FunctionVersion").GetString().ShouldBe("2");
        (await AwsAsync("get-function-configuration", "--qualifier", "2")).GetProperty("Description").GetString()!.ShouldStartWith("LambdaImage/");

        var restored = await (await new FunctionRestorer(Lab.Connector, TimeProvider.System).PlanAsync(
            new RestoreFunctionRequest { FunctionName = _name, Alias = "live", Session = Lab.Session }, Lab.Reporter, default)).RunAsync(Lab.Reporter, default);

        (restored.Version, restored.ImageUri).ShouldBe(("1", one.ToString()));
        (await AwsAsync("get-alias", "--name", "live")).GetProperty("FunctionVersion").GetString().ShouldBe("1");
        var latest = await AwsAsync("get-function-configuration");
        (latest.GetProperty("MemorySize").GetInt32(), latest.GetProperty("CodeSha256").GetString()).ShouldBe((256, one.Digest!.Value.Hex));
    }

    [SkippableFact]
    public async Task Others_see_the_share_while_it_is_watched_and_an_alarm_undoes_it()
    {
        SkipWithoutLab();
        var (one, two) = (await Lab.PushAsync(_name, "one"), await Lab.PushAsync(_name, "two"));
        await ReleaseAsync(one.ToString(), Small, new TrafficOptions { Alias = "live" });
        await BotoAsync("cloudwatch", $"""
            c.put_metric_alarm(AlarmName='{_name}', MetricName='Errors', Namespace='AWS/Lambda', Statistic='Sum', Period=60, EvaluationPeriods=1, Threshold=1, ComparisonOperator='GreaterThanThreshold')
            c.set_alarm_state(AlarmName='{_name}', StateValue='OK', StateReason='fine')
            """);
        var releasing = ReleaseAsync(two.ToString(), Small with { MemorySize = 512 }, new TrafficOptions
        {
            Alias = "live",
            Canary = [12.5],
            BakeTime = TimeSpan.FromMinutes(2),
            Alarms = [_name],
        });

        JsonElement alias;
        do alias = await AwsAsync("get-alias", "--name", "live");
        while (!alias.TryGetProperty("RoutingConfig", out _) && !releasing.IsCompleted);
        alias.GetProperty("FunctionVersion").GetString().ShouldBe("1");
        alias.GetProperty("RoutingConfig").GetProperty("AdditionalVersionWeights").GetProperty("2").GetDouble().ShouldBe(0.125);
        await BotoAsync("cloudwatch", $"c.set_alarm_state(AlarmName='{_name}', StateValue='ALARM', StateReason='too many errors')");

        var error = await Should.ThrowAsync<LambdaImageException>(() => releasing);

        error.Kind.ShouldBe(ErrorKind.CanaryFailed);
        error.Message.ShouldContain("too many errors");
        (await BotoAsync("lambda", $"r = c.get_alias(FunctionName='{_name}', Name='live'); print(r['FunctionVersion'], r.get('RoutingConfig'))")).ShouldBe("1 None");
        (await AwsAsync("get-function-configuration")).GetProperty("CodeSha256").GetString().ShouldBe(one.Digest!.Value.Hex);
    }

    [SkippableFact]
    public async Task A_version_that_fails_its_test_gets_no_traffic()
    {
        SkipWithoutLab();
        var (one, two) = (await Lab.PushAsync(_name, "one"), await Lab.PushAsync(_name, "two"));
        await ReleaseAsync(one.ToString(), Small, new TrafficOptions { Alias = "live" });
        await Lab.ControlAsync("function", new
        {
            name = _name,
            invokeVersions = new Dictionary<string, object> { ["2"] = new { payload = new { errorMessage = "no database" }, functionError = "Unhandled", log = "connection refused" } },
        });

        var error = await Should.ThrowAsync<LambdaImageException>(() => ReleaseAsync(two.ToString(), Small, new TrafficOptions { Alias = "live", SmokePayload = "{}" }));

        error.Kind.ShouldBe(ErrorKind.SmokeTestFailed);
        error.Message.ShouldContain("no database");
        error.Message.ShouldContain("connection refused");
        (await AwsAsync("get-alias", "--name", "live")).GetProperty("FunctionVersion").GetString().ShouldBe("1");
        (await AwsAsync("get-function-configuration")).GetProperty("CodeSha256").GetString().ShouldBe(one.Digest!.Value.Hex);
    }

    [SkippableFact]
    public async Task Stopping_a_canary_restores_the_routing_in_time()
    {
        SkipWithoutLab();
        var (one, two) = (await Lab.PushAsync(_name, "one"), await Lab.PushAsync(_name, "two"));
        await ReleaseAsync(one.ToString(), Small, new TrafficOptions { Alias = "live" });
        using var stop = new CancellationTokenSource();
        var releasing = ReleaseAsync(two.ToString(), Small, new TrafficOptions { Alias = "live", Canary = [10], BakeTime = TimeSpan.FromMinutes(10) }, stop.Token);
        while (!releasing.IsCompleted && (await Lab.Connect().SendAsync(new GetAlias(_name, "live"), default))!.IsSplit == false) await Task.Yield();
        var watch = Stopwatch.StartNew();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => releasing);

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1));
        Lab.Reporter.All.ShouldContain("Warning: Stopped. Alias 'live' was set back: all to version 1.");
        (await AwsAsync("get-alias", "--name", "live")).TryGetProperty("RoutingConfig", out _).ShouldBeFalse();
        (await AwsAsync("get-function-configuration")).GetProperty("CodeSha256").GetString().ShouldBe(two.Digest!.Value.Hex);
    }

    [SkippableFact]
    public async Task The_history_tells_what_is_live_and_what_was()
    {
        SkipWithoutLab();
        var (one, two) = (await Lab.PushAsync(_name, "one"), await Lab.PushAsync(_name, "two"));
        await ReleaseAsync(one.ToString(), Small, new TrafficOptions { Alias = "live" });
        await ReleaseAsync(two.ToString(), Small, new TrafficOptions { Alias = "live" });

        var history = await new ReleaseHistory(
            Lab.Connector, (_, _, _) => throw new LambdaImageException(ErrorKind.RegistryUnreachable, "Not asked here.", "None.")).ReadAsync(
                new ReleaseHistoryRequest { FunctionName = _name, Session = Lab.Session }, Lab.Reporter, default);

        history.Releases.Select(release => (release.Version, release.IsLive, release.IsPrevious, release.ImageUri, release.ImageTags.Single()))
            .ShouldBe([("2", true, false, two.ToString(), "two"), ("1", false, true, one.ToString(), "one")]);
    }

    private static void SkipWithoutLab() => Skip.If(LabAws.Address is null, "needs the lab");

    private async Task<LambdaFunctionDeployment> ReleaseAsync(
        string imageUri, FunctionSettings settings, TrafficOptions traffic, CancellationToken cancel = default)
    {
        var environment = new ProcessEnvironment();
        var processes = new ProcessRunner(environment);
        var planner = new TrafficPlanner(
            Lab.Connector,
            new FunctionUpdater(Lab.Connector, findArchitecture: null, TimeProvider.System),
            new ReleaseCommand(processes, environment, (_, _) => ValueTask.FromResult<RegistryLogin?>(null), endpoint: null),
            new ReleaseFactsReader(new SourceRevisions(environment, processes)),
            TimeProvider.System);
        var request = new UpdateFunctionRequest { FunctionName = _name, ImageUri = imageUri, Settings = settings, Traffic = traffic, Session = Lab.Session };
        return await (await planner.PlanAsync(request, Lab.Reporter, default)).RunAsync(Lab.Reporter, cancel);
    }

    private async Task<JsonElement> AwsAsync(string command, params string[] arguments) =>
        JsonSerializer.Deserialize<JsonElement>(await RunAsync("aws", ["lambda", command, "--function-name", _name, "--output", "json", .. arguments]));

    private static async Task<string> BotoAsync(string service, string script) =>
        (await RunAsync("python3", ["-c", $"import boto3\nc = boto3.client('{service}')\n{script}"])).Trim();

    private static async Task<string> RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var result = await new ProcessRunner(new ProcessEnvironment()).RunAsync(
            new ProcessCommand(program, arguments)
            {
                Environment = new Dictionary<string, string?>
                {
                    ["AWS_ENDPOINT_URL"] = LabAws.Address,
                    ["AWS_ACCESS_KEY_ID"] = "LABKEY",
                    ["AWS_SECRET_ACCESS_KEY"] = "lab-secret",
                    ["AWS_DEFAULT_REGION"] = LabAws.Region,
                    ["AWS_PAGER"] = "",
                },
            },
            onLine: null, default);
        result.ExitCode.ShouldBe(0, string.Join('\n', result.Errors));
        return string.Join('\n', result.Output);
    }
}
