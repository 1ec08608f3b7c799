using System.Net.Sockets;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Cli;

/// <summary>What users change works with every builder, and with a real registry.</summary>
public sealed class Customising_for_real : IDisposable
{
    private const string Base = "public.ecr.aws/lambda/provided:al2023";

    private readonly TempProject _project = new(("app.py", "def handler(event, context):\n    return 1\n"));
    private readonly LambdaImageEngine _engine = new();
    private readonly RecordingReporter _reporter = new();

    public static TheoryData<BuildEngine> Engines => [BuildEngine.Docker, BuildEngine.Podman, BuildEngine.Buildah];

    public void Dispose()
    {
        _engine.Dispose();
        _project.Dispose();
    }

    [SkippableFact]
    public async Task A_pin_is_what_the_registry_serves_and_stays_until_it_is_renewed()
    {
        NeedsLab();
        var (name, served) = await ServedAsync();

        var first = await DockerfileAsync(Pinned);
        first.Text.ShouldContain($"FROM {name}@{served}\n");

        var other = "sha256:" + new string('7', 64);
        _project.Write("Dockerfile", ManagedMarker.Sign("\n" + string.Join('\n', first.Text.Split('\n')[2..]).Replace(served, other, StringComparison.Ordinal)));
        (await DockerfileAsync(Pinned)).Text.ShouldContain($"@{other}\n");
        _reporter.Text.ShouldContain("stays pinned to");
        (await DockerfileAsync(Pinned, renew: true)).Text.ShouldContain($"@{served}\n");
        (await DockerfileAsync()).Text.ShouldNotContain("@sha256:");
    }

    [SkippableTheory]
    [InlineData(BuildEngine.Daemonless)]
    [MemberData(nameof(Engines))]
    public async Task Every_builder_takes_a_name_with_tag_and_digest(BuildEngine engine)
    {
        NeedsLab();
        var (name, served) = await ServedAsync();
        // The lab's own address: its Docker cannot ask public.ecr.aws.
        var pinned = $"{Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_REGISTRY")}/{name}@{served}";

        var built = await BuildAsync(Custom($"FROM {pinned}\nCOPY app.py ./\n"), engine);

        built.Layers.Count(layer => layer.Origin == "base").ShouldBeGreaterThan(0);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task Files_of_a_private_umask_can_be_read_by_everybody_in_the_image(BuildEngine engine)
    {
        NeedsLab();
        _project.Write("own/lib/x.py", "x").Write("own/run.sh", "#!/bin/sh\n").Write("own/secret.key", "shh").Write(".dockerignore", "own/secret.key\n");
        foreach (var folder in new[] { "own", "own/lib" }) Restrict(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in new[] { "own/lib/x.py", "own/secret.key" }) Restrict(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Restrict("own/run.sh", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var built = await BuildAsync(Custom($"FROM {Base}\nCOPY . /all/\nRUN ls -lR /all/own && ls -ld /all/own/lib\n"), engine);

        var log = string.Join('\n', _reporter.Lines.Where(line => line.Level == LogLevel.Build).Select(line => line.Message));
        log.ShouldContain("-rw-r--r--");
        log.ShouldContain("-rwxr-xr-x");
        log.ShouldContain("drwxr-xr-x");
        log.ShouldNotContain("-rw-------");
        log.ShouldNotContain("secret.key");
        _reporter.Text.ShouldContain("Lambda's user could not read");
        // Of the copies that everybody can read nothing is left.
        var build = Path.GetDirectoryName(built.Location.Value)!;
        Directory.EnumerateDirectories(build).Select(Path.GetFileName).ShouldNotContain("contexts");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(build).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [SkippableTheory, MemberData(nameof(Engines))]
    public async Task A_secret_of_a_variable_and_the_agent_are_there_during_the_build(BuildEngine engine)
    {
        NeedsLab();
        var socket = _project.Of("agent");
        using var agent = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        agent.Bind(new UnixDomainSocketEndPoint(socket));
        agent.Listen();
        var before = Environment.GetEnvironmentVariable("SSH_AUTH_SOCK");
        Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", socket);
        Environment.SetEnvironmentVariable("LAMBDAIMAGE_TEST_TOKEN", "s3cret");
        try
        {
            _project.Write(".dockerignore", "agent\n");
            var file = Custom(
                $"FROM {Base}\nRUN --mount=type=secret,id=token,required=true --mount=type=ssh wc -c < /run/secrets/token && test -n \"$SSH_AUTH_SOCK\" && echo has agent\n");

            await BuildAsync(file, engine, request => request with { Ssh = true, Secrets = new Dictionary<string, string> { ["token"] = "env:LAMBDAIMAGE_TEST_TOKEN" } });

            _reporter.Lines.ShouldContain(line => line.Level == LogLevel.Build && line.Message.TrimEnd().EndsWith("has agent", StringComparison.Ordinal));
            _reporter.Text.ShouldNotContain("s3cret");
        }
        finally
        {
            Environment.SetEnvironmentVariable("SSH_AUTH_SOCK", before);
            Environment.SetEnvironmentVariable("LAMBDAIMAGE_TEST_TOKEN", null);
        }
    }

    [SkippableFact]
    public async Task A_secret_that_was_not_given_stops_the_build_before_it_begins()
    {
        NeedsLab();
        var file = Custom($"FROM {Base}\nRUN --mount=type=secret,id=npm,required=true true\n");

        var refused = await Should.ThrowAsync<LambdaImageException>(BuildAsync(file, BuildEngine.Docker));

        refused.Message.ShouldContain("'npm'");
        _reporter.Lines.ShouldNotContain(line => line.Level == LogLevel.Build);
    }

    private static readonly ConfigurationSetting Pinned = new("base.pin", "true", "-PinBase");

    private static void NeedsLab() => Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab");

    private void Restrict(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_project.Of(path), mode);
    }

    /// <summary>The base image of the project, and the digest that the lab's registry states for it.</summary>
    private async Task<(string Name, string Digest)> ServedAsync()
    {
        var line = (await DockerfileAsync()).Text.Split('\n').First(line => line.StartsWith("FROM ", StringComparison.Ordinal));
        var name = line.Split(' ')[1];
        var (repository, tag) = (name.Split(':')[0], name.Split(':')[1]);
        using var http = new HttpClient();
        using var head = new HttpRequestMessage(
            HttpMethod.Head, $"http://{Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_REGISTRY")}/v2/{repository}/manifests/{tag}");
        head.Headers.TryAddWithoutValidation("Accept", "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json, "
            + "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json");
        using var answer = await http.SendAsync(head);
        answer.IsSuccessStatusCode.ShouldBeTrue(name);
        return (name, answer.Headers.GetValues("Docker-Content-Digest").Single());
    }

    private Task<LambdaDockerfile> DockerfileAsync(ConfigurationSetting? setting = null, bool renew = false) => DockerfileOfAsync(
        new ProjectRequest { Path = _project.Path, UseEnvironment = false, Settings = setting is null ? [] : [setting] }, renew);

    private async Task<LambdaDockerfile> DockerfileOfAsync(ProjectRequest request, bool renew)
    {
        var project = await (await _engine.PlanAsync(request, _reporter, default)).RunAsync(_reporter, default);
        var asked = new DockerfileRequest { Project = project, TextOnly = true, RenewPins = renew };
        return await (await _engine.PlanAsync(asked, _reporter, default)).RunAsync(_reporter, default);
    }

    private LambdaDockerfile Custom(string text)
    {
        _project.Write("Dockerfile", text);
        return new ManagedDockerfile().Plan(
            new LambdaProject { Path = _project.Path, Name = "custom-test", Mode = BuildMode.Custom, ModeReason = "test", DockerfilePath = _project.Of("Dockerfile") }, false, false).Result;
    }

    private async Task<BuiltLambdaImage> BuildAsync(LambdaDockerfile file, BuildEngine engine, Func<BuildRequest, BuildRequest>? change = null)
    {
        var request = new BuildRequest { Dockerfile = file, Engine = engine, NoCache = true };
        return await (await _engine.PlanAsync(change is null ? request : change(request), _reporter, default)).RunAsync(_reporter, default);
    }
}
