using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Invocations;

/// <summary>How containers of an engine reach the loopback addresses of this machine.</summary>
/// <param name="Address">Name or address of this machine, seen from a container.</param>
/// <param name="Arguments">What <c>create</c> needs for it.</param>
internal sealed record ContainerHost(string Address, IReadOnlyList<string> Arguments)
{
    private static readonly ContainerHost Same = new("127.0.0.1", ["--network", "host"]);

    private static readonly string[] LocalAddresses = ["unix:", "npipe:", "fd:", "tcp://127.", "tcp://localhost", "tcp://[::1]"];

    /// <exception cref="LambdaImageException">The containers run elsewhere.</exception>
    public static Task<ContainerHost> FindAsync(ContainerEngine engine, IProcessRunner processes, IEnvironment environment, CancellationToken cancel) =>
        engine.Engine == BuildEngine.Podman
            ? OfPodmanAsync(engine, processes, environment, cancel)
            : OfDockerAsync(engine, processes, cancel);

    private static async Task<ContainerHost> OfDockerAsync(ContainerEngine engine, IProcessRunner processes, CancellationToken cancel)
    {
        // Docker Desktop runs containers in a virtual machine, and this name leads from there to loopback here.
        if (await AskAsync(["info", "--format", "{{.OperatingSystem}}"]) == "Docker Desktop") return new ContainerHost("host.docker.internal", []);
        var address = await AskAsync(["context", "inspect", "--format", "{{.Endpoints.docker.Host}}"]);
        return address is null || IsLocal(address) ? Same : throw InvocationErrors.RemoteEngine(engine, SecretMask.Apply(address));

        async Task<string?> AskAsync(string[] question) =>
            await new ContainerProgram(engine.Engine, processes).AskAsync(new ProcessCommand(engine.Program, question), cancel) is { ExitCode: 0, Output: [var line, ..] }
                ? line.Trim() : null;
    }

    private static async Task<ContainerHost> OfPodmanAsync(ContainerEngine engine, IProcessRunner processes, IEnvironment environment, CancellationToken cancel)
    {
        var answer = await new ContainerProgram(engine.Engine, processes)
            .AskAsync(new ProcessCommand(engine.Program, ["info", "--format", "{{.Host.ServiceIsRemote}}"]), cancel);
        if (answer is not { ExitCode: 0, Output: ["true", ..] }) return Same;
        // The machine of podman, whose network leads from this name to loopback here.
        if (!OperatingSystem.IsLinux()) return new ContainerHost("host.containers.internal", []);
        var address = environment.Get("CONTAINER_HOST") ?? "a podman connection";
        return IsLocal(address) ? Same : throw InvocationErrors.RemoteEngine(engine, SecretMask.Apply(address));
    }

    private static bool IsLocal(string address) => LocalAddresses.Any(start => address.StartsWith(start, StringComparison.Ordinal));
}
