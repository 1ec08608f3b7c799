using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A layer in a file on this machine.</summary>
/// <param name="path">The file.</param>
/// <param name="descriptor">What is in it.</param>
/// <param name="origin">A repository that holds the blob as well; null when none does.</param>
internal sealed class FileLayer(string path, Descriptor descriptor, ImageReference? origin = null) : ILayer
{
    private const int Buffer = 128 * 1024;

    public string Path { get; } = path;

    public Descriptor Descriptor { get; } = descriptor;

    public ImageReference? Origin { get; } = origin;

    /// <summary>Whether the file is one of the cache, and not the user's own, which nobody but the user changes.</summary>
    public bool IsCached { get; init; }

    /// <exception cref="LambdaImageException">It is there no longer, or may not be read.</exception>
    public Task<Stream> OpenAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Buffer,
                FileOptions.SequentialScan | FileOptions.Asynchronous);
            return Task.FromResult<Stream>(new VerifyingStream(file, Descriptor, Path, Damaged));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw ImageErrors.LayerUnreadable(Path, problem);
        }
    }

    /// <summary>Reads it to its end.</summary>
    /// <exception cref="LambdaImageException">It is not what its digest says.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        await using var content = await OpenAsync(cancel);
        await content.CopyToAsync(Stream.Null, cancel);
    }

    /// <summary>The cache takes a file for whole by its size and time. The names of a file have its time in common, so with another one the cache reads
    /// it before the next build uses it, and drops it.</summary>
    private LambdaImageException Damaged(Digest actual)
    {
        if (!IsCached) return ImageErrors.LayerDamaged(Path, Descriptor.Digest, actual);
        CacheFile.Touch(Path);
        return ImageErrors.CachedLayerDamaged(Path, Descriptor.Digest, actual);
    }
}
