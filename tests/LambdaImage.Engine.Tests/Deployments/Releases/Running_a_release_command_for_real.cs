using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Tests.Deployments.Releases;

/// <summary>A real container of an image that is pulled from the lab's ECR by digest, with a login of its own.</summary>
public sealed class Running_a_release_command_for_real : IDisposable
{
    private const string Secret = "hunter2-in-the-database";

    private readonly Lazy<LabAws> _lazy = new(() => new LabAws());
    private readonly ProcessRunner _processes = new(new ProcessEnvironment());
    private readonly string _name = LabAws.NewName();

    private LabAws Lab => _lazy.Value;

    public void Dispose()
    {
        if (_lazy.IsValueCreated) Lab.Dispose();
    }

    [SkippableTheory]
    [InlineData(BuildEngine.Docker)]
    [InlineData(BuildEngine.Podman)]
    public async Task It_sees_every_variable_as_it_is_and_its_output_hides_secrets(BuildEngine engine)
    {
        var (command, image) = await PrepareAsync();

        await RunAsync(engine, command, image, """printf '%s|' "$DB_PASSWORD" "$MODE" "$LINES2" "$QUOTED"; id -u""", new Dictionary<string, string>
        {
            ["DB_PASSWORD"] = Secret,
            ["MODE"] = " a = b # c $HOME ",
            ["LINES2"] = "one\ntwo",
            ["QUOTED"] = "\"quoted\"",
        });

        var output = string.Join('\n', Lab.Reporter.Lines.Where(line => line.Level == LogLevel.Build).Select(line => line.Text));
        output.ShouldContain("***| a = b # c $HOME |one\ntwo|\"quoted\"|");
    }

    [SkippableTheory]
    [InlineData(BuildEngine.Docker)]
    [InlineData(BuildEngine.Podman)]
    public async Task Its_exit_code_fails_the_release(BuildEngine engine)
    {
        var (command, image) = await PrepareAsync();

        var error = await Should.ThrowAsync<LambdaImageException>(() => RunAsync(engine, command, image, "echo no such table >&2; exit 7", new Dictionary<string, string>()));

        error.Kind.ShouldBe(ErrorKind.ReleaseCommandFailed);
        error.Message.ShouldContain("exit code 7");
        error.Message.ShouldContain("no such table");
    }

    [SkippableTheory]
    [InlineData(BuildEngine.Docker, "docker")]
    [InlineData(BuildEngine.Podman, "podman")]
    public async Task Stopping_it_leaves_no_container_behind(BuildEngine engine, string program)
    {
        var (command, image) = await PrepareAsync();
        using var stop = new CancellationTokenSource();
        var running = RunAsync(engine, command, image, "trap '' TERM; echo started; sleep 600", new Dictionary<string, string>(), stop.Token);
        while (!Lab.Reporter.All.Contains("started", StringComparison.Ordinal) && !running.IsCompleted) await Task.Yield();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);

        (await RunProgramAsync(program, ["ps", "--all", "--format", "{{.Image}}"])).ShouldNotContain(_name);
    }

    private async Task RunAsync(BuildEngine engine, ReleaseCommand command, ImageReference image, string script, IReadOnlyDictionary<string, string> variables, CancellationToken cancel = default) =>
        await command.RunAsync(
            await command.FindEngineAsync(engine, default), image, LambdaArchitecture.X86_64,
            new TrafficOptions { ReleaseCommand = ["/bin/busybox", "sh", "-c", script] }, variables, folder: null, "shop", Lab.Reporter, cancel);

    /// <summary>Puts an image with a shell in it into the lab's ECR.</summary>
    private async Task<(ReleaseCommand Command, ImageReference Image)> PrepareAsync()
    {
        Skip.If(LabAws.Address is null || !File.Exists("/bin/busybox") || Environment.GetEnvironmentVariable("DOCKER_HOST") is null, "needs the lab with its dockerd, and busybox");
        var registry = (await Lab.PushAsync(_name, "other")).Registry;
        var login = await new EcrLogin(Lab.Connect()).GetAsync(new EcrRegistry("123456789012", LabAws.Region), default);
        var folder = Directory.CreateTempSubdirectory("lambdaimage-release-test-");
        try
        {
            await ShellAsync($"tar -C / -c bin/busybox | docker import - {_name}:1");
            var digestFile = Path.Combine(folder.FullName, "digest");
            await ShellAsync(
                $"skopeo copy --quiet --src-daemon-host $DOCKER_HOST --dest-tls-verify=false --dest-creds '{login.UserName}:{login.Password}' --digestfile {digestFile} "
                + $"docker-daemon:{_name}:1 docker://{new Uri(LabAws.Address!).Authority}/{_name}:shell && docker rmi {_name}:1");
            var image = new ImageReference(registry, _name, Tag: null, Digest.Parse((await File.ReadAllTextAsync(digestFile)).Trim()));
            var command = new ReleaseCommand(
                _processes, new ProcessEnvironment(), (_, _) => ValueTask.FromResult<RegistryLogin?>(login), new Uri(LabAws.Address!));
            return (command, image);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private Task ShellAsync(string script) => RunProgramAsync("bash", ["-c", "set -o pipefail; " + script]);

    private async Task<string> RunProgramAsync(string program, IReadOnlyList<string> arguments)
    {
        var result = await _processes.RunAsync(new ProcessCommand(program, arguments), onLine: null, default);
        result.ExitCode.ShouldBe(0, string.Join('\n', result.Errors));
        return string.Join('\n', result.Output);
    }
}
