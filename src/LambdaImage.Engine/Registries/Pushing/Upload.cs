using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>The state of one blob's upload across its attempts.</summary>
internal sealed class Upload(PlannedBlob blob)
{
    /// <summary>Size of the parts for registries behind a proxy that limits requests, which is only known once it
    /// refuses one.</summary>
    private const long SmallPart = 32 * 1024 * 1024;

    private bool _isRenewed;

    public PlannedBlob Blob => blob;

    /// <summary>The session in use; null: one has to be opened.</summary>
    public UploadSession? Session { get; set; }

    /// <summary>Size of the parts the blob is cut into; null: it goes in one piece.</summary>
    public long? PartSize { get; set; }

    /// <summary>Whether it was the source of the bytes that failed, which has its own retries.</summary>
    public bool IsSourceBroken { get; set; }

    public async Task<Stream> OpenAsync(CancellationToken cancel)
    {
        try
        {
            return new VerifyingStream(
                await blob.OpenAsync(cancel), blob.Descriptor, $"the blob {blob.Descriptor.DigestText}");
        }
        catch
        {
            IsSourceBroken = true;
            throw;
        }
    }

    /// <summary>Whether the failure is one of this session or of the moment, and not one of the blob or the
    /// login.</summary>
    public bool IsWorthAnother(LambdaImageException failure)
    {
        if (IsSourceBroken) return false;
        if (RegistryFault.Behind(failure) is not { } fault)
            return failure.InnerException is { } cause && RetryRules.IsTransient(cause);
        if (fault.Status == 413 && PartSize is null)
        {
            PartSize = SmallPart;
            return true;
        }

        if (fault.Status == 401 && !_isRenewed) return _isRenewed = true;
        return fault.IsTransient || (fault.Status is 404 or 416 && failure.Kind != ErrorKind.RepositoryNotFound)
            || fault.Body.Has("BLOB_UPLOAD_UNKNOWN") || fault.Body.Has("BLOB_UPLOAD_INVALID")
                || fault.Body.Has("DIGEST_INVALID");
    }
}
