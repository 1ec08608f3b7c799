using LambdaImage.Engine.Errors;
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

    /// <summary>Attempts in which not a single byte more arrives, before giving up.</summary>
    private const int MostAttempts = 5;

    private long _furthest;
    private bool _isRenewed;

    /// <summary>Whether it was the source of the bytes that failed, which has its own retries.</summary>
    private bool _isSourceBroken;

    public PlannedBlob Blob => blob;

    /// <summary>The session in use; null: one has to be opened.</summary>
    public UploadSession? Session { get; set; }

    /// <summary>Size of the parts the blob is cut into; null: it goes in one piece.</summary>
    public long? PartSize { get; set; }

    /// <summary>Number of the attempt: 1 for the first one, and for each that more bytes had arrived before.</summary>
    public int Attempt { get; private set; } = 1;

    /// <summary>Whether the session holds other bytes than those that were sent, so that going on with it is of no use.</summary>
    public bool IsSpoilt { get; private set; }

    public async Task<Stream> OpenAsync(CancellationToken cancel)
    {
        try
        {
            return new VerifyingStream(
                await blob.OpenAsync(cancel), blob.Descriptor, $"the blob {blob.Descriptor.DigestText}");
        }
        catch (Exception problem)
        {
            ThrowBroken(problem);
            throw;
        }
    }

    /// <summary>Ends the upload with what became of the source of its bytes, which is not the registry's fault.</summary>
    public void ThrowBroken(Exception problem)
    {
        if (problem is OperationCanceledException) return;
        _isSourceBroken = true;
        if (problem is IOException or UnauthorizedAccessException or InvalidDataException) throw ImageErrors.LayerUnreadable(blob.Descriptor.DigestText, problem);
    }

    /// <summary>Begins the next attempt.</summary>
    /// <param name="session">The session to go on with; null: a new one.</param>
    public void GoOn(UploadSession? session)
    {
        Session = session;
        IsSpoilt = false;
        Attempt++;
        if (session?.Received is not { } received || received <= _furthest) return;
        // As long as it goes forward, a bad line is only a slow one.
        _furthest = received;
        _isRenewed = false;
        Attempt = 1;
    }

    /// <summary>Whether the failure is one of this session or of the moment, and not one of the blob or the
    /// login.</summary>
    public bool IsWorthAnother(LambdaImageException failure)
    {
        if (_isSourceBroken || Attempt == MostAttempts) return false;
        if (RegistryFault.Behind(failure) is not { } fault)
            return failure.InnerException is { } cause && RetryRules.IsTransient(cause);
        if (fault.Status == 413 && PartSize is null)
        {
            PartSize = SmallPart;
            return true;
        }

        // A 401, or the 403 by which ECR says that a login has expired: there may be another by now, and the bytes were too many to be kept for it.
        if (failure.Kind == ErrorKind.RegistryUnauthorized && !_isRenewed) return _isRenewed = true;
        IsSpoilt = fault.Body.Has("DIGEST_INVALID");
        return IsSpoilt || fault.IsWorthWaiting || (fault.Status is 404 or 416 && failure.Kind != ErrorKind.RepositoryNotFound)
            || fault.Body.Has("BLOB_UPLOAD_UNKNOWN") || fault.Body.Has("BLOB_UPLOAD_INVALID");
    }
}
