using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.Docker;

/// <summary>What was found of Docker on this machine.</summary>
/// <param name="Program">Path of the CLI.</param>
/// <param name="ClientVersion">Version of the CLI, as it says it.</param>
/// <param name="ServerVersion">Version of the daemon, as it says it; null when none runs, which builders of their own do not need.</param>
/// <param name="Backend">What builds.</param>
internal sealed record DockerInstallation(string Program, string ClientVersion, string? ServerVersion, DockerBackend Backend)
{
    /// <summary>Version of the buildx plugin; null without it.</summary>
    public Version? Buildx { get; init; }

    /// <summary>Driver of the buildx builder in use, for example <c>docker</c> or <c>docker-container</c>; null without buildx.</summary>
    public string? Driver { get; init; }

    /// <summary>Name of that builder where the user chose it; null: the one in use.</summary>
    public string? Builder { get; init; }

    /// <summary>The context of docker whose daemon builds, where that is another one than the CLI's own; null: its own.</summary>
    public string? Context { get; init; }

    /// <summary>Whether the daemon's own BuildKit builds, so that the result is in the daemon.</summary>
    public bool BuildsInDaemon => Driver is null or "docker";

    /// <summary>A command to the daemon that builds. buildx, too, builds with another context only where the CLI is told of it.</summary>
    public ProcessCommand Command(params string[] arguments) => new(Program, [.. Context is null ? (string[])[] : ["--context", Context], .. arguments]);

    public string Description => $"Docker {(ServerVersion is null ? "without a daemon" : ServerVersion)} with the CLI {ClientVersion} ({Program}), " + Backend switch
    {
        DockerBackend.Buildx => $"buildx {Buildx}, driver {Driver}{(Builder is null ? "" : $", builder {Builder}")}",
        DockerBackend.BuildKit => "BuildKit of the daemon",
        _ => "classic builder",
    };
}

/// <summary>The three ways in which the docker CLI builds.</summary>
internal enum DockerBackend
{
    /// <summary>Without BuildKit: no secrets, mounts, here-documents or named contexts.</summary>
    Classic,

    /// <summary>The BuildKit client in CLIs before version 23, switched on by <c>DOCKER_BUILDKIT=1</c>.</summary>
    BuildKit,

    /// <summary>The buildx plugin.</summary>
    Buildx,
}
