using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.Buildah;
using LambdaImage.Engine.Builders.Docker;
using LambdaImage.Engine.Builders.Podman;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Tests.Builders.Cli;

/// <summary>A registry that wants a login, which is given to the CLI for the build alone.</summary>
public sealed class Building_on_a_private_base_image : IDisposable
{
    // The password "pw" of the user "me".
    private const string Password = "me:$2b$04$abcdefghijklmnopqrstuuyvPXIbu7xe6/CED2DzX8z6Si09MlzlW";

    private readonly BuildFolder _folder = new();
    private readonly ProcessEnvironment _environment = new();
    private readonly ProcessRunner _runner = new(new ProcessEnvironment());
    private Process? _registry;

    public void Dispose()
    {
        if (_registry is not null)
        {
            _registry.Kill();
            _registry.WaitForExit();
            _registry.Dispose();
        }

        _folder.Dispose();
    }

    [SkippableTheory]
    [InlineData("docker", """{"credsStore":"no-such-store"}""")]
    // The classic builder asks the store for everything it has, so that one must exist.
    [InlineData("docker-classic", """{"auths":{"example.org":{"auth":"YTpi"}}}""")]
    [InlineData("podman", """{"credsStore":"no-such-store"}""")]
    [InlineData("buildah", """{"credsStore":"no-such-store"}""")]
    public async Task The_login_is_used_whatever_logins_the_user_has(string name, string config)
    {
        Skip.If(_environment.Get("LAMBDAIMAGE_LAB") is null, "needs the lab");
        Skip.If(new ProgramSearch(_environment).Find("docker-registry") is null, "needs docker-registry");
        var host = await StartAsync();
        Directory.CreateDirectory(_folder.Path("home/.docker"));
        await File.WriteAllTextAsync(_folder.Path("home/.docker/config.json"), config);
        var job = _folder.Job($"FROM {host}/private/base:1\nENV A=1\n", request => request with { AllowInsecureRegistry = true, NoCache = true });

        await Should.ThrowAsync<LambdaImageException>(Builder(name, null).BuildAsync(job, _folder.Work, CancellationToken.None));
        var result = await Builder(name, host).BuildAsync(job, _folder.Work, CancellationToken.None);

        // The folder of logins is there, which proves that they were given, and empty.
        Directory.GetDirectories(Path.Combine(_folder.Path("home"), ".cache", "logins")).ShouldBeEmpty();
        result.Image.Config.Config!.Env!.ShouldContain("A=1");
    }

    private IImageBuilder Builder(string name, string? host)
    {
        var environment = new TestEnvironment(
            _folder.Path("home"), ("PATH", _environment.Get("PATH")!), ("DOCKER_BUILDKIT", name == "docker-classic" ? "0" : "1"));
        Engine.Builders.ContainerCli.FindLogins logins = (_, _) => Task.FromResult<IReadOnlyDictionary<string, RegistryLogin>>(
            host is null ? new Dictionary<string, RegistryLogin>() : new() { [host] = new("me", "pw", "test") });
        return name switch
        {
            "podman" => new PodmanBuilder(_runner, environment, _folder.Compressed, logins),
            "buildah" => new BuildahBuilder(_runner, environment, _folder.Compressed, logins),
            _ => new DockerBuilder(_runner, environment, _folder.Compressed, logins),
        };
    }

    private async Task<string> StartAsync()
    {
        var host = "127.0.0.1:" + FreePort();
        await File.WriteAllTextAsync(_folder.Path("htpasswd"), Password + "\n");
        await File.WriteAllTextAsync(_folder.Path("registry.yml"), $"""
            version: 0.1
            log:
              accesslog:
                disabled: true
              level: error
            storage:
              filesystem:
                rootdirectory: {_folder.Path("registry")}
            http:
              addr: {host}
            auth:
              htpasswd:
                realm: test
                path: {_folder.Path("htpasswd")}
            """);
        _registry = Process.Start(new ProcessStartInfo("docker-registry", ["serve", _folder.Path("registry.yml")]) { UseShellExecute = false })!;
        var copied = -1;
        for (var i = 0; i < 50 && copied != 0; i++)
        {
            await Task.Delay(100);
            copied = (await _runner.RunAsync(new ProcessCommand("skopeo",
            [
                "copy", "--quiet", "--src-tls-verify=false", "--dest-tls-verify=false", "--dest-creds", "me:pw",
                $"docker://{_environment.Get("LAMBDAIMAGE_LAB_REGISTRY")}/public.ecr.aws/lambda/provided:al2023", $"docker://{host}/private/base:1",
            ]), null, CancellationToken.None)).ExitCode;
        }

        copied.ShouldBe(0);
        return host;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
