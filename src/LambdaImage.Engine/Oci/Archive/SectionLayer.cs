using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>A layer whose stored bytes are a part of a file, or all of it.</summary>
internal sealed class SectionLayer(string path, ArchiveEntry entry, Descriptor descriptor) : ILayer
{
    /// <summary>The file.</summary>
    public string Path => path;

    /// <inheritdoc cref="FileLayer.IsCached"/>
    public bool IsCached { get; init; }

    public Descriptor Descriptor => descriptor;

    public ImageReference? Origin => null;

    public Task<Stream> OpenAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return Task.FromResult<Stream>(new VerifyingStream(
                new FileSection(path, entry.Offset, entry.Size),
                descriptor,
                $"{entry.Name} of {path}",
                found => Damaged(path, IsCached, entry, descriptor.Digest, found)));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ArchiveErrors.NotFound(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw ArchiveErrors.NotReadable(path, problem);
        }
    }

    /// <summary>What an engine has saved is taken for whole by size and time. The names of a file have its time in common, so with another one no later
    /// build uses it.</summary>
    public static LambdaImageException Damaged(string path, bool isCached, ArchiveEntry entry, Digest expected, Digest actual)
    {
        if (isCached) CacheFile.Touch(path);
        return ArchiveErrors.DigestMismatch(path, entry.Name, expected, actual.Value);
    }
}
