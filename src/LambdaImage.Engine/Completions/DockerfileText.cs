using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Completions;

/// <summary>Reads the Dockerfile of a folder.</summary>
internal static class DockerfileText
{
    /// <summary>The document; null: there is none.</summary>
    /// <exception cref="LambdaImageException">It breaks the grammar.</exception>
    public static async Task<Dockerfile?> ReadAsync(CompletionRequest request, CancellationToken cancel)
    {
        if (request.Of is not { } folder) return null;
        var path = Path.GetFullPath(request.Dockerfile ?? ProjectRequest.DefaultDockerfile, folder);
        return File.Exists(path) ? DockerfileReader.Read(await File.ReadAllTextAsync(path, cancel), path) : null;
    }
}
