using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Http;

/// <summary>A response body of which every read must bring something in time.</summary>
internal sealed class StallGuardStream(Stream inner, TimeSpan idle, TimeProvider clock, Action<string> stalled) : ForwardStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using var watch = new IdleWatch(idle, clock, cancellationToken);
        try
        {
            return await inner.ReadAsync(buffer, watch.Token);
        }
        catch (OperationCanceledException stopped) when (watch.IsStalled)
        {
            var message = $"Nothing was received for {idle.TotalSeconds:0} s.";
            stalled(message);
            throw new StalledException(message, stopped);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        await inner.DisposeAsync();
        await base.DisposeAsync();
    }
}
