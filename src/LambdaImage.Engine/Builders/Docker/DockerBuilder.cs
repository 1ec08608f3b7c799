using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.Docker;

/// <summary>Builds with the docker CLI: through buildx, the BuildKit of older CLIs, or the classic builder, whichever is there.</summary>
/// <remarks>
/// Attestations are switched off everywhere, because they turn the image into an index, which Lambda refuses.
/// A buildx builder of its own writes an OCI archive; otherwise the image is in the daemon and is saved from there.
/// </remarks>
internal sealed class DockerBuilder(
    IProcessRunner runner, IEnvironment environment, CompressedLayers compressed, FindLogins? findLogins = null, string? builder = null)
    : IImageBuilder
{
    private static readonly Version HasAttestations = new(0, 10);
    private static readonly Version HasNamedContexts = new(0, 8);
    private static readonly Version HasLayoutContexts = new(0, 10);

    private readonly ContainerProgram _cli = new(BuildEngine.Docker, runner);

    // What the last probe found: it is asked for afresh by every probe, because people start Docker when they are told that it does not run.
    private DockerInstallation? _docker;

    public BuildEngine Engine => BuildEngine.Docker;

    public async Task<Availability> ProbeAsync(CancellationToken cancel)
    {
        (_docker, var availability) = await new DockerProbe(_cli, environment, builder).FindAsync(cancel);
        return availability;
    }

    public Unsupported? Check(Dockerfile dockerfile, BuildRequest request) =>
        _docker is { Backend: DockerBackend.Classic } ? BuildKitFeatures.FirstIn(dockerfile, request.Target) : null;

    public async Task<BuildResult> BuildAsync(BuildJob job, IWorkReporter reporter, CancellationToken cancel)
    {
        var docker = _docker ?? await FindAsync(cancel);
        reporter.Log(LogLevel.Verbose, $"{docker.Description}.");
        if (Check(job.Dockerfile, job.Request) is { } unsupported)
        {
            throw BuilderErrors.Unsupported(Engine, unsupported, job.Request.Dockerfile.Path);
        }

        var files = await FilesAsync(docker, job, cancel);
        var archive = Path.Combine(job.WorkFolder, "image.tar");
        var imageId = Path.Combine(job.WorkFolder, "image-id");
        var metadata = Path.Combine(job.WorkFolder, "metadata.json");
        File.Delete(metadata);
        using var logins = await LoginFolder.CreateAsync(findLogins, job, environment, cancel);
        var command = docker.Command([.. Arguments(docker, job, files, imageId, metadata, archive)]) with
        {
            Environment = Variables(docker, logins, job.Request),
            WorkingDirectory = job.Request.Dockerfile.ContextPath,
        };
        await _cli.BuildAsync(command, job, reporter, cancel);
        if (docker.BuildsInDaemon)
        {
            var id = (await File.ReadAllTextAsync(_cli.Written(imageId, job), cancel)).Trim();
            await new SavedImages(Engine, job).GetAsync(
                id, id, archive, () => _cli.ExportAsync(docker.Command("save", id), job.Tag, archive, reporter, cancel), reporter);
        }

        return await _cli.ReadAsync(job, _cli.Written(archive, job), compressed, (_, name) => BaseAsync(docker, name, metadata, cancel), reporter, cancel);
    }

    private async Task<DockerInstallation> FindAsync(CancellationToken cancel)
    {
        var availability = await ProbeAsync(cancel);
        return _docker ?? throw BuilderErrors.Unavailable(Engine, availability.Description, availability.Remedy);
    }

    private IReadOnlyList<string> Arguments(
        DockerInstallation docker, BuildJob job, BuildFiles files, string imageId, string metadata, string archive)
    {
        var request = job.Request;
        List<string> arguments = docker.Backend == DockerBackend.Buildx ? ["buildx", "build"] : ["build"];
        if (builder is not null) arguments.AddRange(["--builder", builder]);
        arguments.AddRange(BuildArguments.Common(job, files, BuildArguments.Hidden(request)));
        arguments.AddRange(["--iidfile", imageId]);
        if (request.Pull) arguments.Add("--pull");
        arguments.AddRange(BuildNetwork.Arguments(request, environment));
        arguments.AddRange(BuildProxy.Arguments(request, environment));
        if (docker.Backend != DockerBackend.Classic) arguments.AddRange(["--progress", "plain"]);
        if (request.Secrets.Count > 0)
        {
            if (docker.Backend == DockerBackend.Classic) throw NeedsBuildKit("--secret");
            arguments.AddRange(BuildArguments.Secrets(request));
        }

        if (request.Ssh && docker.Backend == DockerBackend.Classic) throw NeedsBuildKit("--ssh");
        arguments.AddRange(BuildArguments.Ssh(request));
        if (request.BuildContexts.Count > 0)
        {
            if (docker.Buildx is null || docker.Buildx < HasNamedContexts) throw NeedsBuildKit("--build-context");
            if (docker.Buildx < HasLayoutContexts && request.BuildContexts.Values.FirstOrDefault(context => LayoutReference.Find(context) is not null) is { } layout)
                throw BuilderErrors.OptionUnsupported(Engine, $"the context {layout}", $"its buildx {docker.Buildx} knows no layouts, {HasLayoutContexts} does");
            arguments.AddRange(BuildArguments.Contexts(request));
        }

        if (docker.Backend == DockerBackend.Buildx)
        {
            if (docker.Buildx >= HasAttestations) arguments.AddRange(["--provenance=false", "--sbom=false"]);
            arguments.AddRange(["--metadata-file", metadata]);
            arguments.AddRange(docker.BuildsInDaemon ? ["--load"] : ["--output", "type=oci," + BuildArguments.Field("dest=" + archive)]);
        }

        arguments.Add(request.Dockerfile.ContextPath);
        return arguments;
    }

    private static LambdaImageException NeedsBuildKit(string option) =>
        BuilderErrors.OptionUnsupported(BuildEngine.Docker, option, "this Docker has no buildx");

    private static Dictionary<string, string?> Variables(DockerInstallation docker, LoginFolder logins, BuildRequest request)
    {
        var variables = new Dictionary<string, string?>(BuildArguments.Hidden(request).Concat(logins.Environment), StringComparer.Ordinal)
        {
            ["DOCKER_BUILDKIT"] = docker.Backend == DockerBackend.Classic ? "0" : "1",
        };
        // Besides the flags, for bake files and wrappers that start buildx once more.
        if (docker.Backend == DockerBackend.Buildx) variables["BUILDX_NO_DEFAULT_ATTESTATIONS"] = "1";
        return variables;
    }

    private static async Task<BuildFiles> FilesAsync(DockerInstallation docker, BuildJob job, CancellationToken cancel)
    {
        var files = await BuildFiles.PrepareAsync(job, cancel);
        var isBuildKit = docker.Backend != DockerBackend.Classic;
        if (files.IsFoundByDocker(job.Request.Dockerfile.ContextPath, isBuildKit)) return files;
        // The classic builder reads .dockerignore in the context and nothing else; without it secrets could end up in the image.
        return isBuildKit ? await BuildFiles.CopyAsync(job, cancel)
            : throw BuilderErrors.OptionUnsupported(
                BuildEngine.Docker, $"the ignore file {files.Ignore}", "its classic builder reads only .dockerignore in the build context");
    }

    private async Task<string?> BaseAsync(DockerInstallation docker, string? name, string metadata, CancellationToken cancel)
    {
        if (name is null) return null;
        if (File.Exists(metadata) && BaseImage.FromMetadata(name, await File.ReadAllTextAsync(metadata, cancel)) is { } told) return told;
        return docker.BuildsInDaemon ? await BaseImage.FromStoreAsync(_cli, docker.Command(), name, cancel) : null;
    }
}
