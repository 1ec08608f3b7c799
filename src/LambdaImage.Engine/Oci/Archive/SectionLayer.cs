using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>A layer whose stored bytes are a part of a file, or all of it.</summary>
internal sealed class SectionLayer(string path, ArchiveEntry entry, Descriptor descriptor) : ILayer
{
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
                entry.Name,
                found => ArchiveErrors.DigestMismatch(path, entry.Name, descriptor.Digest, found.Value)));
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw ArchiveErrors.NotFound(path);
        }
    }
}
