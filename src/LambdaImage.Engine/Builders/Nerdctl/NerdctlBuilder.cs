using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.Nerdctl;

/// <summary>Builds with nerdctl, or with finch, which is nerdctl in a virtual machine of AWS's making: both hand the work to BuildKit.
/// <see href="https://github.com/containerd/nerdctl/blob/main/docs/command-reference.md"/></summary>
/// <param name="engine">Which of the two.</param>
/// <param name="runner">Runs programs.</param>
/// <param name="environment">Environment of this process.</param>
/// <param name="compressed">Keeps compressed layers.</param>
/// <param name="findLogins">Finds registry logins; null: the CLI's own must do.</param>
internal sealed class NerdctlBuilder(
    BuildEngine engine, IProcessRunner runner, IEnvironment environment, CompressedLayers compressed, FindLogins? findLogins = null)
    : IImageBuilder
{
    /// <summary>It takes no notice of others.</summary>
    private static readonly string[] Networks = ["default", "host", "none"];

    private readonly ContainerProgram _cli = new(engine, runner);

    public BuildEngine Engine => engine;

    private string Program => engine.Name();

    public async Task<Availability> ProbeAsync(CancellationToken cancel)
    {
        var version = await _cli.AskAsync(new ProcessCommand(Program, ["--version"]), cancel);
        // A chat program is called finch too.
        if (version is not { ExitCode: 0 } || !version.Output.Any(line => line.StartsWith($"{Program} version", StringComparison.Ordinal)))
        {
            return new Availability(
                false, $"there is no {Program} on PATH",
                engine == BuildEngine.Finch ? "Install Finch: https://runfinch.com/docs/" : "Install nerdctl with BuildKit: https://github.com/containerd/nerdctl");
        }

        // It asks containerd, and so finds out whether a build could run.
        var info = await _cli.AskAsync(new ProcessCommand(Program, ["info"]), cancel);
        return info is { ExitCode: 0 }
            ? new Availability(true, $"{Program} {CliVersion.Read(version.Output)}")
            : new Availability(
                false,
                SecretMask.Apply(info?.Errors.LastOrDefault(line => line.Length > 0) ?? $"'{Program} info' failed"),
                engine == BuildEngine.Finch && !OperatingSystem.IsLinux()
                    ? "Start its machine: finch vm init; finch vm start"
                    : $"Run '{Program} info' and repair what it names.");
    }

    /// <summary>BuildKit knows every instruction.</summary>
    public Unsupported? Check(Dockerfile dockerfile, BuildRequest request) => null;

    public async Task<BuildResult> BuildAsync(BuildJob job, IWorkReporter reporter, CancellationToken cancel)
    {
        var request = job.Request;
        var files = await BuildFiles.PrepareAsync(job, cancel);
        if (!files.IsFoundByDocker(request.Dockerfile.ContextPath, isBuildKit: true)) files = await BuildFiles.CopyAsync(job, cancel);
        var archive = Path.Combine(job.WorkFolder, "image.tar");
        if (BuildNetwork.Of(request, environment) is { } network && !Networks.Contains(network))
            throw BuilderErrors.OptionUnsupported(Engine, $"the network {network}", $"it knows {string.Join(", ", Networks)} only");
        using var logins = await LoginFolder.CreateAsync(findLogins, job, environment, cancel);
        // A name of its own: what else is built under the tag meanwhile must not be taken for this image.
        var name = $"lambdaimage-build:{Guid.NewGuid():N}";
        // BuildKit makes attestations only when it is asked to, and nobody between it and us asks by itself.
        var command = new ProcessCommand(Program,
        [
            "build",
            .. BuildArguments.Common(job with { Tag = name }, files),
            .. request.Pull ? ["--pull"] : Array.Empty<string>(),
            .. BuildNetwork.Arguments(request, environment),
            .. BuildProxy.Arguments(request, environment),
            "--progress", "plain",
            .. BuildArguments.Secrets(request),
            .. BuildArguments.Ssh(request),
            .. await NerdctlContexts.ArgumentsAsync(job, engine, cancel),
            request.Dockerfile.ContextPath,
        ])
        {
            Environment = logins.Environment,
            WorkingDirectory = request.Dockerfile.ContextPath,
        };
        await _cli.BuildAsync(command, job, reporter, cancel);
        try
        {
            // Not written by the build itself: what finch writes stays in its machine, unless the folder happens to be shared.
            await _cli.ExportAsync(
                new ProcessCommand(Program, ["save", "--platform", "linux/" + job.Architecture.OciName(), name]), job.Tag, archive, reporter, cancel);
            await _cli.AskAsync(new ProcessCommand(Program, ["tag", name, job.Tag]), cancel);
        }
        finally
        {
            await _cli.AskAsync(new ProcessCommand(Program, ["rmi", name]), CancellationToken.None);
        }

        return await _cli.ReadAsync(job, archive, compressed, (_, name) => BaseAsync(name, cancel), reporter, cancel);
    }

    private async Task<string?> BaseAsync(string? name, CancellationToken cancel) =>
        name is not null ? await BaseImage.FromStoreAsync(_cli, new ProcessCommand(Program, []), name, cancel) : null;
}
