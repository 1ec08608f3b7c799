using System.Text;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>What podman and buildah have in common: podman builds with buildah's code.</summary>
internal sealed class BuildahFamily(
    BuildEngine engine, IProcessRunner runner, IEnvironment environment, CompressedLayers compressed, FindLogins? findLogins)
{
    public ContainerProgram Cli { get; } = new(engine, runner);

    /// <summary>The first here-document, for versions that do not know them.</summary>
    public static Unsupported? HereDocument(Dockerfile dockerfile, BuildEngine engine, Version version, Version since) =>
        version >= since ? null
        : dockerfile.Stages
            .SelectMany(stage => stage.Instructions)
            .Where(instruction => instruction is Run { Documents.Count: > 0 } or Transfer { Documents.Count: > 0 })
            .Select(instruction => new Unsupported(instruction, $"{engine.Name()} {version} does not know here-documents, {since} does"))
            .FirstOrDefault();

    /// <summary>Builds and takes the image out.</summary>
    /// <param name="words">The program and its build verb.</param>
    /// <param name="special">Arguments that the other one does not have.</param>
    /// <param name="export">Command that writes the image with an id as an OCI archive of that name into its working folder.</param>
    /// <param name="tellAnnotations">Command that prints the annotations of the image with an id, which are not part of that.</param>
    /// <param name="job">What to build.</param>
    /// <param name="reporter">Takes progress and log.</param>
    /// <param name="cancel">Stops the build.</param>
    public async Task<BuildResult> BuildAsync(
        IReadOnlyList<string> words, IReadOnlyList<string> special, Func<string, string, ProcessCommand> export, Func<string, ProcessCommand> tellAnnotations,
        BuildJob job, IWorkReporter reporter, CancellationToken cancel)
    {
        var request = job.Request;
        var files = await BuildFiles.PrepareAsync(job, cancel);
        var archive = Path.Combine(job.WorkFolder, "image.tar");
        var imageId = Path.Combine(job.WorkFolder, "image-id");
        var hidden = BuildArguments.Hidden(request);
        using var temporary = new ShortFolder();
        using var logins = await LoginFolder.CreateAsync(findLogins, job, environment, cancel);
        var build = new ProcessCommand(words[0],
        [
            .. words.Skip(1),
            .. BuildArguments.Common(job, files, hidden),
            "--iidfile", imageId,
            .. special,
            .. request.Pull ? ["--pull=always"] : Array.Empty<string>(),
            .. files.Ignore is { } ignore ? ["--ignorefile", ignore] : Array.Empty<string>(),
            .. request.AllowInsecureRegistry ? ["--tls-verify=false"] : Array.Empty<string>(),
            .. BuildNetwork.Arguments(request, environment),
            .. BuildArguments.Secrets(request),
            .. BuildArguments.Ssh(request),
            .. BuildahContexts.Arguments(job, engine),
            request.Dockerfile.ContextPath,
        ])
        {
            // A build that is ended in the middle of a RUN leaves its bundle behind: here it goes when the build has ended.
            Environment = new Dictionary<string, string?>(hidden.Concat(logins.Environment), StringComparer.Ordinal) { ["TMPDIR"] = temporary.Path },
            WorkingDirectory = request.Dockerfile.ContextPath,
        };
        await Cli.BuildAsync(build, job, reporter, cancel);
        var id = (await File.ReadAllTextAsync(Cli.Written(imageId, job), cancel)).Trim();
        File.Delete(archive);
        // A name without a path: what follows a colon in a path would be read as a tag.
        var save = export(id, Path.GetFileName(archive)) with { WorkingDirectory = job.WorkFolder };
        var told = await Cli.AskAsync(tellAnnotations(id), cancel);
        var key = told is { ExitCode: 0 } ? Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', told.Output.Prepend(id)))).Value : null;
        await new SavedImages(engine, job).GetAsync(id, key, archive, () => Cli.ExportAsync(save, job.Tag, reporter, cancel), reporter);
        return await Cli.ReadAsync(job, archive, compressed, (image, _) => Task.FromResult(BaseImage.FromAnnotations(image)), reporter, cancel);
    }
}
