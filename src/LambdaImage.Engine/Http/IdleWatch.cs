namespace LambdaImage.Engine.Http;

/// <summary>Cancels a token when nothing has moved for a while, so that a transfer has no total limit but never
/// hangs.</summary>
internal sealed class IdleWatch : IDisposable
{
    private readonly CancellationTokenSource _silence;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _cancel;

    public IdleWatch(TimeSpan first, TimeProvider clock, CancellationToken cancel)
    {
        _cancel = cancel;
        _silence = new CancellationTokenSource(first, clock);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancel);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>Whether silence, and not the caller, cancelled the token.</summary>
    public bool IsStalled => _silence.IsCancellationRequested && !_cancel.IsCancellationRequested;

    /// <summary>Something moved: the next thing has this long.</summary>
    public void Allow(TimeSpan next) => _silence.CancelAfter(next);

    public void Dispose()
    {
        _either.Dispose();
        _silence.Dispose();
    }
}
