using System.Buffers;
using System.Collections.Concurrent;
using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>Gets one blob into a repository: by asking the registry to take it over, else by streaming it from where it
/// is.</summary>
internal sealed class BlobUploader(RegistryClient client, IWorkReporter log)
{
    /// <summary>Fewer bytes than this are not worth an advice.</summary>
    private const long WorthAdvice = 1024 * 1024;

    private readonly ConcurrentDictionary<string, bool> _unreadable = new(StringComparer.Ordinal);
    private long _notTakenOver;

    /// <param name="blob">The blob.</param>
    /// <param name="progress">Told how many bytes of it have been sent; it may go back when an upload has to begin
    /// anew.</param>
    /// <param name="cancel">Stops at once.</param>
    public async Task<BlobTransfer> UploadAsync(PlannedBlob blob, Action<long> progress, CancellationToken cancel)
    {
        var (isMounted, session) = await TryMountAsync(blob, cancel);
        if (isMounted) return BlobTransfer.Mounted;
        session ??= await TakeOverAsync(blob, progress, cancel);
        var upload = new Upload(blob) { Session = session, PartSize = client.Endpoint.Traits.ChunkSize };
        while (true)
        {
            // Opening a session is retried by the pipeline; what fails here fails for good.
            upload.Session ??= await client.SendAsync(new StartUpload(), cancel);
            try
            {
                await SendAsync(upload, progress, cancel);
                await client.SendAsync(new FinishUpload(upload.Session, blob.Descriptor.Digest), cancel);
                return BlobTransfer.Uploaded;
            }
            catch (LambdaImageException failure) when (upload.IsWorthAnother(failure))
            {
                await PauseAsync(upload, failure, cancel);
            }

            // The end of an upload may have arrived although its answer did not.
            if (await client.SendAsync(new HeadBlob(blob.Descriptor.Digest), cancel)) return BlobTransfer.Uploaded;
            upload.GoOn(upload.IsSpoilt ? null : await ResumeAsync(upload.Session, blob, cancel));
        }
    }

    /// <summary>Tells, once for a push, what is to be done about layers that Amazon ECR could have taken over.</summary>
    public void AdviseMounting()
    {
        if (!client.Endpoint.Traits.IsEcr || _notTakenOver < WorthAdvice) return;
        log.Log(LogLevel.Warning, $"{ByteSize.Write(_notTakenOver)} of layers that other repositories of {client.Endpoint.Registry} have were sent to "
            + $"{client.Endpoint.Repository} again. Amazon ECR takes them over once the account allows it: "
            + "aws ecr put-account-setting --name BLOB_MOUNTING --value ENABLED");
    }

    /// <summary>Goes on with what was sent while the blob was made.</summary>
    private async Task<UploadSession?> TakeOverAsync(PlannedBlob blob, Action<long> progress, CancellationToken cancel)
    {
        if (blob.HeadStart is not { } start || await start.TakeOverAsync(progress, cancel) is not { } session) return null;
        return session.Received is null ? await ResumeAsync(session, blob, cancel) : session;
    }

    /// <summary>A refused mount is never an error: the registry may not offer it, or the login may not read the other
    /// repository.</summary>
    private async Task<(bool IsMounted, UploadSession? Session)> TryMountAsync(
        PlannedBlob blob, CancellationToken cancel)
    {
        // Of a repository that this login may not read, nothing more is asked for.
        if (blob.MountFrom is not { } from || _unreadable.ContainsKey(from)) return (false, null);
        try
        {
            var session = await client.SendAsync(new MountBlob(blob.Descriptor.Digest, from), cancel);
            log.Log(LogLevel.Verbose, session is null ? $"{blob.Descriptor.DigestText} was taken over from {from}"
                : $"{blob.Descriptor.DigestText} was not taken over from {from}: the registry asks for its bytes");
            if (session is not null) Interlocked.Add(ref _notTakenOver, blob.Descriptor.Size);
            return (session is null, session);
        }
        catch (LambdaImageException refusal)
        {
            _unreadable[from] = true;
            log.Log(
                LogLevel.Verbose, $"{blob.Descriptor.DigestText} cannot be taken over from {from}: {refusal.Message}");
            return (false, null);
        }
    }

    private async Task SendAsync(Upload upload, Action<long> progress, CancellationToken cancel)
    {
        var blob = upload.Blob;
        var size = blob.Descriptor.Size;
        var position = upload.Session!.Received ?? 0;
        progress(position);
        if (position == size && size > 0) return;
        await using var source = await upload.OpenAsync(cancel);
        try
        {
            await SkipAsync(source, position, cancel);
        }
        catch (Exception problem)
        {
            upload.ThrowBroken(problem);
            throw;
        }

        do
        {
            var length = Math.Min(PartSize(upload), size - position);
            (long, long)? range = position == 0 && length == size ? null : (position, position + length - 1);
            var start = position;
            upload.Session = await SendPartAsync(
                upload, source, range, length, count => progress(start += count), cancel);
            position += length;
        }
        while (position < size);
    }

    private async Task<UploadSession> SendPartAsync(
        Upload upload, Stream source, (long First, long Last)? range, long length, Action<int> moved,
        CancellationToken cancel)
    {
        UploadContent? content = null;
        var isLast = range is null || range.Value.Last == upload.Blob.Descriptor.Size - 1;
        try
        {
            return await client.SendAsync(
                new SendPart(
                    upload.Session!, sent => content = new UploadContent(source, length, isLast, moved, sent), range),
                cancel);
        }
        catch (Exception failure) when (failure is not OperationCanceledException && content?.SourceFailure is not null)
        {
            upload.ThrowBroken(content.SourceFailure.SourceException);
            content.SourceFailure.Throw();
            throw;
        }
    }

    private long PartSize(Upload upload) => upload.PartSize is { } wanted
            ? Math.Max(Math.Max(wanted, upload.Session!.MinimumChunk ?? 1), client.Endpoint.Traits.MinimumChunk)
            : long.MaxValue;

    private async Task<UploadSession?> ResumeAsync(UploadSession session, PlannedBlob blob, CancellationToken cancel)
    {
        try
        {
            var known = await client.SendAsync(new GetUpload(session), cancel);
            if (known.Received is not > 0 || known.Received > blob.Descriptor.Size) return null;
            log.Log(LogLevel.Verbose,
                $"{known.Received} bytes of {blob.Descriptor.DigestText} have arrived; going on from there");
            return known;
        }
        catch (LambdaImageException)
        {
            return null;
        }
    }

    private async Task PauseAsync(Upload upload, LambdaImageException failure, CancellationToken cancel)
    {
        var wait = RetryRules.PauseBefore(upload.Attempt, RegistryFault.Behind(failure)?.RetryAfter);
        log.Log(LogLevel.Verbose,
            $"The upload of {upload.Blob.Descriptor.DigestText} broke ({failure.Message}); "
            + $"going on in {wait.TotalSeconds:0.#} s");
        await Task.Delay(wait, client.Clock, cancel);
    }

    private static async Task SkipAsync(Stream source, long count, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            while (count > 0)
            {
                var next = buffer.AsMemory(0, (int)Math.Min(count, buffer.Length));
                count -= await source.ReadAtLeastAsync(next, 1, throwOnEndOfStream: true, cancel);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
