using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.Buildah;

/// <summary>Builds with the buildah CLI, which needs neither a daemon nor root.</summary>
internal sealed class BuildahBuilder(
    IProcessRunner runner, IEnvironment environment, CompressedLayers compressed, FindLogins? findLogins = null)
    : IImageBuilder
{
    private static readonly Version HasHereDocuments = new(1, 33);

    private readonly BuildahFamily _family = new(BuildEngine.Buildah, runner, environment, compressed, findLogins);
    private Version? _version;

    public BuildEngine Engine => BuildEngine.Buildah;

    public async Task<Availability> ProbeAsync(CancellationToken cancel)
    {
        var version = await _family.Cli.AskAsync(new ProcessCommand("buildah", ["--version"]), cancel);
        if (version is null)
        {
            return new Availability(
                false, "there is no buildah on PATH", "Install buildah: https://github.com/containers/buildah/blob/main/install.md");
        }

        // It opens the storage, and so finds out whether a build could run.
        var info = await _family.Cli.AskAsync(new ProcessCommand("buildah", ["info"]), cancel);
        if (info is not { ExitCode: 0 })
        {
            return new Availability(
                false,
                SecretMask.Apply(info?.Errors.LastOrDefault(line => line.Length > 0) ?? "'buildah info' failed"),
                "Run 'buildah info' and repair what it names.");
        }

        _version = CliVersion.Read(version.Output);
        return new Availability(true, $"buildah {_version}");
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

        // 'bud' is the name that every version knows. Layers are kept by default only in podman;
        // without them every build would repeat every step. Nor does a failed build remove its working containers unless told.
        return await _family.BuildAsync(
            ["buildah", "bud"],
            ["--layers", "--force-rm"],
            (id, file) => new ProcessCommand("buildah", ["push", "--quiet", "--format", "oci", id, "oci-archive:" + file]),
            id => new ProcessCommand("buildah", ["inspect", "--type", "image", "--format", "{{.ImageAnnotations}}", id]),
            job, reporter, cancel);
    }
}
