using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>A file that appears under its name only when it is complete: until then it has another name, and on failure it is removed.</summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private const int BufferSize = 128 * 1024;

    private readonly string _path;
    private readonly string _partialPath;
    private readonly FileStream _file;

    private PartialFile(string path)
    {
        _path = path;
        _partialPath = Draft.NameFor(path, ".partial");
        _file = new FileStream(_partialPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, BufferSize, FileOptions.Asynchronous);
        Stream = new OutputStream(_file, path);
    }

    /// <summary>Takes the content; seekable. Failures to write are told as <see cref="ErrorKind.OutputNotWritable"/>.</summary>
    public Stream Stream { get; }

    /// <exception cref="LambdaImageException">The folder cannot be made or written to.</exception>
    public static PartialFile Create(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new PartialFile(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.NotWritable(path, problem);
        }
    }

    /// <summary>Gives the file its name, replacing another of that name.</summary>
    /// <param name="cancel">Stops before the name is given.</param>
    /// <param name="byContent">A name in the same folder that stands for the content; null: the one that it was made for.</param>
    /// <exception cref="LambdaImageException">It cannot.</exception>
    public async Task CommitAsync(CancellationToken cancel, string? byContent = null)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            await _file.FlushAsync(cancel);
            await _file.DisposeAsync();
            if (byContent is not null) CacheFile.Name(_partialPath, byContent);
            else File.Move(_partialPath, _path, overwrite: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw OutputErrors.NotWritable(_path, problem);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _file.DisposeAsync();
        }
        catch (IOException)
        {
            // The last buffer did not fit on the disk; the failure that matters is already on its way.
        }

        CacheFile.Remove(_partialPath);
    }
}
