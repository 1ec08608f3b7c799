using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>The Dockerfile that a project will have, and the files that have to be written for it.</summary>
/// <param name="Result">The record as it is once the files are written.</param>
/// <param name="Action">What is done, for the person who is asked.</param>
/// <param name="Files">Absolute paths and texts to write; none when nothing changes.</param>
internal sealed record ManagedDockerfilePlan(LambdaDockerfile Result, string Action, IReadOnlyList<KeyValuePair<string, string>> Files)
{
    /// <summary>Absolute paths of files that LambdaImage wrote once and needs no more.</summary>
    public IReadOnlyList<string> Obsolete { get; init; } = [];

    public bool Changes => Files.Count > 0 || Obsolete.Count > 0;

    /// <summary>Writes what changes; a file is replaced in one step or not at all.</summary>
    public async Task WriteAsync(CancellationToken cancel)
    {
        foreach (var (path, text) in Files) await ReplaceAsync(path, text, cancel);
        foreach (var path in Obsolete) Remove(path);
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProjectErrors.DockerfileNotWritable(path, error);
        }
    }

    private static async Task ReplaceAsync(string path, string text, CancellationToken cancel)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(temporary, text, cancel);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw ProjectErrors.DockerfileNotWritable(path, error);
        }
        finally
        {
            if (File.Exists(temporary)) File.Delete(temporary);
        }
    }
}
