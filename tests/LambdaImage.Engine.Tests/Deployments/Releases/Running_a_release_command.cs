using System.Text.Json.Nodes;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Deployments.Traffic;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Deployments.Releases;

public sealed class Running_a_release_command : IDisposable
{
    private const string Password = "hunter2-in-the-database";

    private static readonly TrafficOptions Migrate = new() { ReleaseCommand = ["php", "artisan", "migrate", "--force"] };

    private readonly TrafficBench _bench = new();

    public Running_a_release_command()
    {
        _bench.Processes.On("docker version", new FakeProcessRunner.Reply(0, "28.0.0"));
        _bench.Function.With("Environment", new JsonObject
        {
            ["Variables"] = new JsonObject { ["DB_PASSWORD"] = Password, ["MODE"] = "live", ["KEY"] = "-----BEGIN\nx" },
        });
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task It_runs_in_the_new_image_with_the_functions_environment_before_the_function_is_touched()
    {
        var (file, mode, writes) = ("", default(UnixFileMode), new List<string>());
        ProcessCommand? run = null;
        _bench.Processes.On("docker run", command =>
        {
            run = command;
            var path = command.Arguments[command.Arguments.ToList().IndexOf("--env-file") + 1];
            (file, writes) = (File.ReadAllText(path), [.. _bench.Function.Writes]);
            if (!OperatingSystem.IsWindows()) mode = File.GetUnixFileMode(path);
            return new FakeProcessRunner.Reply(0, $"Migrated with {Password}.");
        });

        var plan = await _bench.PlanAsync(Migrate);
        var deployed = await plan.RunAsync(_bench.Bench.Bench.Reporter, default);

        plan.Action.ShouldStartWith("Run 'php artisan migrate --force' in the image with docker, then set memory");
        writes.ShouldNotContain("UpdateFunctionCode");
        file.Split('\n').ShouldContain($"DB_PASSWORD={Password}");
        file.Split('\n').ShouldContain("AWS_REGION=eu-west-1");
        file.ShouldNotContain("AWS_SECRET_ACCESS_KEY");
        if (!OperatingSystem.IsWindows()) mode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var words = string.Join(' ', run!.Arguments);
        words.ShouldEndWith($"--env KEY --entrypoint php {TrafficBench.Uri(FunctionBench.NewDigest)} artisan migrate --force");
        words.ShouldNotContain(Password);
        run.Environment["KEY"].ShouldBe("-----BEGIN\nx");
        Directory.Exists(Path.GetDirectoryName(run.Arguments[run.Arguments.ToList().IndexOf("--env-file") + 1])).ShouldBeFalse();
        _bench.Log.ShouldContain("Build: Migrated with ***.");
        _bench.Log.ShouldNotContain(Password);
        deployed.Traffic!.ReleaseCommandRun.ShouldBeTrue();
        _bench.Latest.ShouldBe(TrafficBench.New);
    }

    [Fact]
    public async Task Its_failure_stops_the_release_and_ends_with_its_log()
    {
        _bench.Processes.On("docker run", new FakeProcessRunner.Reply(3, "", $"no such table; password {Password}"));

        var error = await _bench.FailAsync(Migrate with { Alias = "live" });

        error.Kind.ShouldBe(ErrorKind.ReleaseCommandFailed);
        error.Message.ShouldContain("exit code 3");
        error.Message.ShouldContain("no such table; password ***");
        _bench.Latest.ShouldBe(TrafficBench.Old);
        _bench.Function.Versions.Count.ShouldBe(1);
        _bench.Traffic.Routings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Variables_that_the_release_brings_count()
    {
        var file = "";
        _bench.Processes.On("docker run", command =>
        {
            file = File.ReadAllText(command.Arguments[command.Arguments.ToList().IndexOf("--env-file") + 1]);
            return new FakeProcessRunner.Reply();
        });
        var request = _bench.Request(Migrate) with { Settings = new FunctionSettings { Environment = new Dictionary<string, string> { ["MODE"] = "new" } } };

        await (await _bench.PlanAsync(request)).RunAsync(_bench.Bench.Bench.Reporter, default);

        file.ShouldContain("MODE=new\n");
        file.ShouldNotContain("DB_PASSWORD");
    }

    [Fact]
    public async Task Credentials_are_given_when_asked_for()
    {
        var file = "";
        _bench.Processes.On("docker run", command =>
        {
            file = File.ReadAllText(command.Arguments[command.Arguments.ToList().IndexOf("--env-file") + 1]);
            return new FakeProcessRunner.Reply();
        });

        await _bench.ReleaseAsync(Migrate with { ReleaseCredentials = true });

        file.ShouldContain($"AWS_SECRET_ACCESS_KEY={FakeAws.SecretKey}\n");
    }

    [Fact]
    public async Task An_address_that_stands_in_for_ECR_is_pulled_from()
    {
        _bench.Endpoint = new Uri("http://127.0.0.1:4566");
        _bench.Processes.On("docker run", new FakeProcessRunner.Reply());

        await _bench.ReleaseAsync(Migrate);

        _bench.Processes.Command("docker run").Arguments.ShouldContain($"127.0.0.1:4566/shop@{FunctionBench.NewDigest}");
    }

    [Fact]
    public async Task Podman_serves_where_there_is_no_docker()
    {
        _bench.Processes.On("docker version", new FakeProcessRunner.Reply(1, "", "cannot connect")).On("podman info", new FakeProcessRunner.Reply(0, "5.0.0"))
            .On("podman run", new FakeProcessRunner.Reply());

        await _bench.ReleaseAsync(Migrate);

        _bench.Processes.Command("podman run").Environment.Keys.ShouldContain("REGISTRY_AUTH_FILE");
    }

    [Fact]
    public async Task Without_any_engine_nothing_begins()
    {
        _bench.Processes.On("docker version", new FakeProcessRunner.Reply(1, "", "cannot connect to the daemon"));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _bench.PlanAsync(Migrate));

        error.Kind.ShouldBe(ErrorKind.BuilderUnavailable);
        error.Message.ShouldContain("cannot connect to the daemon");
        error.Remedy.ShouldContain("-ReleasePayload");
    }

    [Fact]
    public async Task Stopping_it_removes_its_container()
    {
        using var stop = new CancellationTokenSource();
        _bench.Processes.On("docker run", _ =>
        {
            stop.Cancel();
            throw new OperationCanceledException(stop.Token);
        }).On("docker rm", new FakeProcessRunner.Reply());

        await Should.ThrowAsync<OperationCanceledException>(() => _bench.ReleaseAsync(Migrate, stop.Token));

        var run = _bench.Processes.Command("docker run").Arguments;
        _bench.Processes.Command("docker rm").Arguments.ShouldBe(["rm", "--force", "--volumes", run[run.ToList().IndexOf("--name") + 1]]);
        _bench.Latest.ShouldBe(TrafficBench.Old);
        _bench.Log.ShouldContain("The function was not touched.");
    }

    [Fact]
    public async Task It_does_not_run_when_there_is_nothing_to_release()
    {
        var request = _bench.Request(Migrate) with { ImageUri = TrafficBench.Uri(FunctionBench.OldDigest), Image = null, Settings = new() };

        (await _bench.PlanAsync(request)).Changes.ShouldBeFalse();
        _bench.Processes.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_version_itself_can_do_it()
    {
        List<string> payloads = [];
        _bench.Traffic.Invocation = (version, payload) =>
        {
            payloads.Add($"{version} {payload}");
            return FakeTraffic.Answer("\"done\"", log: "Migrated 3 tables");
        };

        await _bench.ReleaseAsync(new TrafficOptions { Alias = "live", ReleasePayload = "\"migrate --force\"" });

        payloads.ShouldBe(["2 \"migrate --force\""]);
        _bench.Log.ShouldContain("Build: Migrated 3 tables");
        _bench.Traffic.Routings.ShouldBe(["2"]);
    }

    [Fact]
    public async Task A_version_that_fails_at_it_gets_no_traffic()
    {
        _bench.Traffic.Invocation = (_, _) => FakeTraffic.Answer("""{"errorMessage":"exit 1"}""", "Unhandled", "no such table");

        var error = await _bench.FailAsync(new TrafficOptions { Alias = "live", ReleasePayload = "{}" });

        error.Kind.ShouldBe(ErrorKind.ReleaseCommandFailed);
        error.Message.ShouldContain("no such table");
        _bench.Traffic.Routings.ShouldBeEmpty();
        _bench.Latest.ShouldBe(TrafficBench.Old);
    }
}
