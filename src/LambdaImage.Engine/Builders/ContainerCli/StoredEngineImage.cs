using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>An image in the store of a container engine on this machine, named as skopeo names it: <c>docker-daemon:shop:1.2</c>,
/// <c>containers-storage:localhost/shop:1.2</c>. <see href="https://github.com/containers/image/blob/main/docs/containers-transports.5.md"/></summary>
/// <param name="Engine">Whose store it is.</param>
/// <param name="Name">Its name there.</param>
internal sealed record StoredEngineImage(BuildEngine Engine, string Name)
{
    /// <summary>Podman and buildah share theirs.</summary>
    private static readonly (string Prefix, BuildEngine Engine)[] Places = [("docker-daemon:", BuildEngine.Docker), ("containers-storage:", BuildEngine.Podman)];

    /// <returns>Null: the text names none.</returns>
    public static StoredEngineImage? Find(string text) => Places
        .Where(place => text.StartsWith(place.Prefix, StringComparison.Ordinal) && text[place.Prefix.Length..] is [not '-', ..])
        .Select(place => new StoredEngineImage(place.Engine, text[place.Prefix.Length..])).FirstOrDefault();

    /// <summary>Takes it out.</summary>
    /// <returns>Path of an archive in the folder.</returns>
    /// <exception cref="LambdaImageException">The engine is not there, or has no such image.</exception>
    public async Task<string> SaveAsync(IProcessRunner runner, string folder, IWorkReporter reporter, CancellationToken cancel)
    {
        var cli = new ContainerProgram(Engine, runner);
        var program = Engine.Name();
        var answer = await cli.AskAsync(new ProcessCommand(program, ["image", "inspect", "--format", "{{.Id}}", Name]), cancel)
            ?? throw BuilderErrors.Unavailable(Engine, $"there is no {program} on PATH", null);
        if (answer.ExitCode != 0) throw BuilderErrors.NoSuchImage(Engine, Name, answer.Errors);
        var path = Path.Combine(folder, "image.tar");
        await cli.ExportAsync(new ProcessCommand(program, ["save", Name]), Name, path, reporter, cancel);
        return path;
    }
}
