using System.Net;

namespace LambdaImage.Engine.Http;

/// <summary>Puts the stall guard over a response body, whoever reads it later.</summary>
internal sealed class GuardedContent : HttpContent
{
    private readonly HttpContent _inner;
    private readonly TimeSpan _idle;
    private readonly TimeProvider _clock;
    private readonly Action<string> _stalled;

    /// <param name="inner">The body.</param>
    /// <param name="idle">How long the next byte is waited for.</param>
    /// <param name="clock">Tells how long that is.</param>
    /// <param name="stalled">Told when it did not come.</param>
    public GuardedContent(HttpContent inner, TimeSpan idle, TimeProvider clock, Action<string> stalled)
    {
        _inner = inner;
        _idle = idle;
        _clock = clock;
        _stalled = stalled;
        foreach (var header in inner.Headers) Headers.TryAddWithoutValidation(header.Key, header.Value);
    }

    protected override Task<Stream> CreateContentReadStreamAsync() =>
        CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new StallGuardStream(await _inner.ReadAsStreamAsync(cancellationToken), _idle, _clock, _stalled);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var body = await CreateContentReadStreamAsync(cancellationToken);
        await body.CopyToAsync(stream, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _inner.Dispose();
        base.Dispose(disposing);
    }
}
