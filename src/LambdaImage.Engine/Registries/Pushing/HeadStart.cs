using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>The upload of one layer, begun while the layer is still being compressed. Nothing can be seen of it in the repository before somebody takes
/// it over and completes it; whatever goes wrong with it, the layer can still be sent from its start.</summary>
internal sealed class HeadStart
{
    /// <summary>Smaller layers are compressed before a session is open.</summary>
    public const long Smallest = 32 * 1024 * 1024;

    /// <summary>From here on the repository is looked for, so that it is known when the layer proves to be large.</summary>
    private const long Promising = Smallest / 2;

    /// <summary>How long a registry is waited for that has bytes to throw away.</summary>
    private static readonly TimeSpan Courtesy = TimeSpan.FromSeconds(2);

    private readonly GrowingFile _file;
    private readonly Stream _content;
    private readonly IWorkReporter _log;
    private readonly CancellationTokenSource _stop;
    private readonly Task<RegistryClient?> _client;
    private readonly Task _sending;
    private UploadSession? _session;
    private Action<long>? _progress;
    private int _isTaken;

    /// <param name="file">The layer in the making.</param>
    /// <param name="target">Finds the repository; null: the layer cannot be sent there yet.</param>
    /// <param name="places">Places for uploads at a time; where none is free, there is no head start.</param>
    /// <param name="log">Takes log lines.</param>
    /// <param name="cancel">Ends it.</param>
    public HeadStart(GrowingFile file, Func<Task<RegistryClient?>> target, SemaphoreSlim places, IWorkReporter log, CancellationToken cancel)
    {
        // At once: a small layer is renamed or gone before its repository is found.
        (_file, _content, _log) = (file, file.OpenAlong(), log);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        _client = Task.Run(() => FindAsync(target, _stop.Token), _stop.Token);
        _sending = SendAsync(places, _stop.Token);
    }

    /// <summary>Bytes that have been sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Whether it sends this blob into this repository.</summary>
    public async Task<bool> IsOfAsync(RegistryEndpoint endpoint, Digest digest)
    {
        if (_isTaken != 0 || _file.Descriptor?.Digest != digest) return false;
        await ((Task)_client).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _client.IsCompletedSuccessfully && _client.Result?.Endpoint == endpoint;
    }

    /// <summary>Waits until all is sent, and gives the session away.</summary>
    /// <param name="progress">Told how many bytes have been sent.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>The session to complete, which may have broken on the way: then it does not know how much it received. Null: there is none.</returns>
    public async Task<UploadSession?> TakeOverAsync(Action<long> progress, CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0) return null;
        progress(Sent);
        _progress = progress;
        try
        {
            await _sending.WaitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            _stop.Cancel();
            throw;
        }

        return _session;
    }

    /// <summary>Stops sending, because the repository has the layer or gets it from another upload, or because nobody will need it.</summary>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>Bytes that were sent for nothing.</returns>
    public async Task<long> GiveUpAsync(CancellationToken cancel)
    {
        if (Interlocked.Exchange(ref _isTaken, 1) != 0) return 0;
        _stop.Cancel();
        await _sending.WaitAsync(cancel);
        await ThrowAwayAsync(cancel);
        if (Sent > 0) _log.Log(LogLevel.Verbose, $"{_file.Descriptor?.DigestText ?? "A layer that is not whole"} need not be sent: {ByteSize.Write(Sent)} of it had been sent ahead for nothing");
        return Sent;
    }

    /// <summary>Finds where the layer goes, unless it is whole before that is known: then it is sent as all others are.</summary>
    private async Task<RegistryClient?> FindAsync(Func<Task<RegistryClient?>> target, CancellationToken cancel)
    {
        if (await _file.MoreThanAsync(Promising, cancel) <= Promising) return null;
        var client = await target();
        return await _file.MoreThanAsync(Smallest, cancel) > Smallest && _file.Descriptor is null ? client : null;
    }

    /// <summary>Has the registry throw away what it got, which nobody will complete. Where it does not at once, it will some time.</summary>
    private async Task ThrowAwayAsync(CancellationToken cancel)
    {
        if (_session is not { } session) return;
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        soon.CancelAfter(Courtesy);
        try
        {
            await (await _client)!.SendAsync(new CancelUpload(session), soon.Token);
        }
        catch (Exception failure) when (failure is LambdaImageException || (failure is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // See above.
        }
    }

    private async Task SendAsync(SemaphoreSlim places, CancellationToken cancel)
    {
        var hasPlace = false;
        await using var content = _content;
        try
        {
            if (await _client is not { } client || !(hasPlace = places.Wait(0, cancel))) return;
            _session = await client.SendAsync(new StartUpload(), cancel);
            _log.Log(LogLevel.Verbose, $"Sending a large layer to {client.Endpoint.Reference.Name} while it is compressed");
            var done = await client.SendAsync(new SendPart(_session, sent => new UploadContent(content, null, isLast: false, Moved, sent), Range: null), cancel);
            _session = done with { Received = Sent };
        }
#pragma warning disable CA1031 // Whatever it is, the layer can still be sent once it is whole; what lasts will be met then, and said.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            _session = _session is null ? null : _session with { Received = null };
            if (cancel.IsCancellationRequested) return;
            if (_file.IsGivenUp) await ThrowAwayAsync(cancel);
            else _log.Log(LogLevel.Verbose, $"Sending ahead broke ({failure.Message}); the layer is sent once it is compressed");
        }
        finally
        {
            if (hasPlace) places.Release();
        }
    }

    private void Moved(int count)
    {
        Sent += count;
        _progress?.Invoke(Sent);
    }
}
