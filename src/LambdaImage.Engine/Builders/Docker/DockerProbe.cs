using System.Text.Json;
using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.Docker;

/// <summary>Finds a docker CLI that reaches a daemon, and what it can do.</summary>
/// <remarks>
/// Machines may have several: the first on PATH that builds with BuildKit is taken, else the first that builds at all. The first on PATH alone
/// would be simpler, but a CLI of version 23 or later without the buildx plugin has only the classic builder, which knows nothing of
/// <c>RUN --mount</c>, while an older one further down has BuildKit built in.
/// </remarks>
internal sealed class DockerProbe(ContainerProgram cli, IEnvironment environment)
{
    /// <summary>Since this version the CLI has no BuildKit client of its own.</summary>
    private static readonly Version NoBuiltInBuildKit = new(23, 0);

    private readonly ProgramSearch _programs = new(environment);

    public async Task<(DockerInstallation? Found, Availability Availability)> FindAsync(CancellationToken cancel)
    {
        DockerInstallation? classic = null;
        Availability? refusal = null;
        foreach (var program in _programs.FindAll("docker"))
        {
            var (found, why) = await LookAtAsync(program, cancel);
            if (found is { Backend: not DockerBackend.Classic }) return (found, new Availability(true, found.Description));
            classic ??= found;
            refusal ??= why;
        }

        if (classic is not null) return (classic, new Availability(true, classic.Description));
        return (null, refusal ?? new Availability(
            false, "there is no docker on PATH", "Install Docker: https://docs.docker.com/engine/install/"));
    }

    private async Task<(DockerInstallation? Found, Availability? Refusal)> LookAtAsync(string program, CancellationToken cancel)
    {
        var answer = await cli.AskAsync(new ProcessCommand(program, ["version", "--format", "{{json .}}"]), cancel);
        if (answer is null) return (null, new Availability(false, $"{program} cannot be started", "Install Docker again."));
        var (client, server, serverOs) = Versions(answer.Output);
        if (answer.ExitCode == 0 && client is not null && server is null)
        {
            return (null, new Availability(false, $"{program} is podman under another name", "Build with podman."));
        }

        if (answer.ExitCode != 0 || client is null || server is null)
        {
            var reason = answer.Errors.LastOrDefault(line => line.Length > 0) ?? $"'docker version' ended with exit code {answer.ExitCode}";
            return (null, new Availability(
                false, SecretMask.Apply(reason), "Start Docker, or set DOCKER_HOST to a daemon that runs and that you may use."));
        }

        if (serverOs == "windows")
        {
            return (null, new Availability(false, "the daemon runs Windows containers", "Switch Docker Desktop to Linux containers."));
        }

        var installation = new DockerInstallation(program, client, server, DockerBackend.Classic);
        // DOCKER_BUILDKIT=0 is the user's own choice of the classic builder, which the CLI would follow too.
        if (environment.Get("DOCKER_BUILDKIT") == "0") return (installation, null);
        if (await BuildxAsync(program, cancel) is { } buildx)
        {
            return (installation with { Backend = DockerBackend.Buildx, Buildx = buildx.Version, Driver = buildx.Driver }, null);
        }

        var hasOwnBuildKit = CliVersion.Read(client) < NoBuiltInBuildKit;
        return (hasOwnBuildKit ? installation with { Backend = DockerBackend.BuildKit } : installation, null);
    }

    private async Task<(Version Version, string Driver)?> BuildxAsync(string program, CancellationToken cancel)
    {
        var version = await cli.AskAsync(new ProcessCommand(program, ["buildx", "version"]), cancel);
        if (version is not { ExitCode: 0 } || CliVersion.Read(version.Output) is not { } number) return null;
        var builder = await cli.AskAsync(new ProcessCommand(program, ["buildx", "inspect"]), cancel);
        var line = builder?.Output.FirstOrDefault(line => line.StartsWith("Driver:", StringComparison.Ordinal));
        var driver = line?["Driver:".Length..].Trim();
        return builder is { ExitCode: 0 } && driver is { Length: > 0 } ? (number, driver) : null;
    }

    private static (string? Client, string? Server, string? ServerOs) Versions(IReadOnlyList<string> output)
    {
        try
        {
            using var document = JsonDocument.Parse(string.Concat(output));
            var root = document.RootElement;
            return (Text(root, "Client", "Version"), Text(root, "Server", "Version"), Text(root, "Server", "Os"));
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement root, string part, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(part, out var found)
        && found.ValueKind == JsonValueKind.Object && found.TryGetProperty(name, out var value) ? value.GetString() : null;
}
