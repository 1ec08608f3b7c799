using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.Podman;

/// <summary>Builds with the podman CLI, local or talking to a podman machine.</summary>
internal sealed class PodmanBuilder(
    IProcessRunner runner, IEnvironment environment, CompressedLayers compressed, FindLogins? findLogins = null)
    : IImageBuilder
{
    private static readonly Version HasHereDocuments = new(4, 8);

    private readonly BuildahFamily _family = new(BuildEngine.Podman, runner, environment, compressed, findLogins);
    private Version? _version;

    public BuildEngine Engine => BuildEngine.Podman;

    public async Task<Availability> ProbeAsync(CancellationToken cancel)
    {
        // 'info' and not 'version': it opens the storage, or the connection to the machine, and so finds out whether a build could run.
        var answer = await _family.Cli.AskAsync(new ProcessCommand("podman", ["info", "--format", "{{.Version.Version}}"]), cancel);
        _version = answer is { ExitCode: 0 } ? CliVersion.Read(answer.Output) : null;
        return answer switch
        {
            null => new Availability(false, "there is no podman on PATH", "Install podman: https://podman.io/docs/installation"),
            { ExitCode: 0 } => new Availability(true, $"podman {_version}"),
            _ => new Availability(
                false,
                SecretMask.Apply(answer.Errors.LastOrDefault(line => line.Length > 0) ?? $"'podman info' ended with exit code {answer.ExitCode}"),
                OperatingSystem.IsLinux()
                    ? "Run 'podman info' and repair what it names."
                    : "Start its machine: podman machine init; podman machine start"),
        };
    }

    public Unsupported? Check(Dockerfile dockerfile, BuildRequest request) =>
        (_version is null ? null : BuildahFamily.HereDocument(dockerfile, Engine, _version, HasHereDocuments))
        ?? BuildahContexts.Folder(dockerfile, request, Engine);

    public async Task<BuildResult> BuildAsync(BuildJob job, IWorkReporter reporter, CancellationToken cancel)
    {
        if (_version is null && await ProbeAsync(cancel) is { IsReady: false } refusal)
        {
            throw BuilderErrors.Unavailable(Engine, refusal.Description, refusal.Remedy);
        }

        if (Check(job.Dockerfile, job.Request) is { } unsupported)
        {
            throw BuilderErrors.Unsupported(Engine, unsupported, job.Request.Dockerfile.Path);
        }

        // 'save' and not 'push': it also works when podman talks to a machine, where the archive must come to this side.
        return await _family.BuildAsync(
            ["podman", "build"],
            [],
            (id, file) => new ProcessCommand("podman", ["save", "--quiet", "--format", "oci-archive", "--output", file, id]),
            id => new ProcessCommand("podman", ["image", "inspect", "--format", "{{.Annotations}}", id]),
            job, reporter, cancel);
    }
}
