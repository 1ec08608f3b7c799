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
/// <param name="cli">Asks the CLI.</param>
/// <param name="environment">Environment of this process.</param>
/// <param name="builder">The buildx builder that was asked for; null: the one in use.</param>
internal sealed class DockerProbe(ContainerProgram cli, IEnvironment environment, string? builder)
{
    /// <summary>Since this version the CLI has no BuildKit client of its own.</summary>
    private static readonly Version NoBuiltInBuildKit = new(23, 0);

    /// <summary>The context of CLIs that do not tell theirs.</summary>
    private const string DefaultContext = "default";

    private static readonly string[] AskVersion = ["version", "--format", "{{json .}}"];

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
        var answer = await cli.AskAsync(new ProcessCommand(program, AskVersion), cancel);
        if (answer is null) return (null, new Availability(false, $"{program} cannot be started", "Install Docker again."));
        var (client, context, server, serverOs) = Versions(answer.Output);
        if (answer.ExitCode == 0 && client is not null && server is null)
        {
            return (null, new Availability(false, $"{program} is podman under another name", "Build with podman."));
        }

        if (client is null) return (null, NoDaemon(answer));
        // DOCKER_BUILDKIT=0 is the user's own choice of the classic builder, which the CLI would follow too.
        var wantsClassic = builder is null && environment.Get("DOCKER_BUILDKIT") == "0";
        var (buildx, lack) = wantsClassic ? default : await BuildxAsync(program, client, context, server, cancel);
        // A builder of its own, for example a remote one, needs no daemon here.
        if (buildx is { BuildsInDaemon: false }) return (buildx, null);
        if (builder is not null && buildx is null) return (null, lack);
        if (buildx is { Context: not null })
        {
            answer = await cli.AskAsync(buildx.Command(AskVersion), cancel) ?? answer;
            (_, _, server, serverOs) = Versions(answer.Output);
            buildx = buildx with { ServerVersion = server };
        }

        if (answer.ExitCode != 0 || server is null) return (null, NoDaemon(answer));
        if (serverOs == "windows")
        {
            return (null, new Availability(false, "the daemon runs Windows containers", "Switch Docker Desktop to Linux containers."));
        }

        if (buildx is not null) return (buildx, null);
        var hasOwnBuildKit = !wantsClassic && CliVersion.Read(client) < NoBuiltInBuildKit;
        return (new DockerInstallation(program, client, server, hasOwnBuildKit ? DockerBackend.BuildKit : DockerBackend.Classic), null);
    }

    private static Availability NoDaemon(ProcessResult answer) => new(
        false,
        SecretMask.Apply(answer.Errors.LastOrDefault(line => line.Length > 0) ?? $"'docker version' ended with exit code {answer.ExitCode}"),
        "Start Docker, or set DOCKER_HOST to a daemon that runs and that you may use.");

    /// <summary>The plugin with the builder that was asked for, or is in use.</summary>
    private async Task<(DockerInstallation? Found, Availability? Lack)> BuildxAsync(
        string program, string client, string? context, string? server, CancellationToken cancel)
    {
        var version = await cli.AskAsync(new ProcessCommand(program, ["buildx", "version"]), cancel);
        if (version is not { ExitCode: 0 } || CliVersion.Read(version.Output) is not { } number)
        {
            return (null, new Availability(false, $"{program} has no buildx, which builders belong to", "Install the buildx plugin: https://docs.docker.com/build/"));
        }

        var answer = await cli.AskAsync(new ProcessCommand(program, ["buildx", "inspect", .. builder is null ? Array.Empty<string>() : [builder]]), cancel);
        var driver = Field("Driver:");
        if (answer is not { ExitCode: 0 } || driver is not { Length: > 0 })
        {
            var reason = answer?.Errors.LastOrDefault(each => each.Length > 0) ?? $"buildx does not tell about the builder {builder}";
            return (null, new Availability(false, SecretMask.Apply(reason), "See which there are with 'docker buildx ls'; make one with 'docker buildx create --name NAME --driver remote ADDRESS'."));
        }

        var found = new DockerInstallation(program, client, server, DockerBackend.Buildx) { Buildx = number, Driver = driver, Builder = builder };
        // To buildx each context of docker is a builder of its name, and the one in use need not be that of the CLI.
        return (found.BuildsInDaemon && Field("Name:") is { } name && name != (context ?? DefaultContext) ? found with { Context = name } : found, null);

        // The first is the builder's, the others are those of its nodes.
        string? Field(string key) => answer?.Output.FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal))?[key.Length..].Trim();
    }

    private static (string? Client, string? Context, string? Server, string? ServerOs) Versions(IReadOnlyList<string> output)
    {
        try
        {
            using var document = JsonDocument.Parse(string.Concat(output));
            var root = document.RootElement;
            return (Text(root, "Client", "Version"), Text(root, "Client", "Context"), Text(root, "Server", "Version"), Text(root, "Server", "Os"));
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
