namespace LambdaImage.Engine.Builders.ContainerCli;

/// <summary>A folder for the temporary files of a CLI, with a short path: among them are sockets, whose paths end after 108
/// characters. <see href="https://man7.org/linux/man-pages/man7/unix.7.html"/></summary>
internal sealed class ShortFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("li-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A CLI that was ended may still be about to let go of it.
        }
    }
}
