using System.Buffers;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Requests;
using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Registries.Pulling;

/// <summary>The bytes of a blob in a registry. A connection that breaks is made anew, and reading goes on where it
/// stopped.</summary>
internal sealed class ResumingStream(
    RegistryClient client, Descriptor blob, OpenedBlob opened, IWorkReporter log) : ForwardStream
{
    /// <summary>How often a connection may break without a single byte having come through.</summary>
    private const int MostBreaks = 4;

    private const int SkipBuffer = 64 * 1024;

    private OpenedBlob? _opened = opened;
    private long _position;
    private int _breaks;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (true)
        {
            var broken = "the answer ended early";
            try
            {
                _opened ??= await ReopenAsync(cancellationToken);
                var count = await _opened.Body.ReadAsync(buffer, cancellationToken);
                if (count > 0 || _position >= blob.Size)
                {
                    _position += count;
                    if (count > 0) _breaks = 0;
                    return count;
                }
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException)
            {
                broken = Redact.Text(failure.Message);
            }

            await PauseAsync(broken, cancellationToken);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _opened?.Body.Dispose();
            _opened?.Answer.Dispose();
            _opened = null;
        }

        base.Dispose(disposing);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_opened is { } last) await last.DisposeAsync();
        _opened = null;
        await base.DisposeAsync();
    }

    private async Task PauseAsync(string broken, CancellationToken cancel)
    {
        if (_opened is { } last) await last.DisposeAsync();
        _opened = null;
        if (++_breaks > MostBreaks)
        {
            var url = client.Endpoint.Root;
            throw RegistryErrors.Interrupted(
                $"fetch the blob {blob.DigestText} from {client.Endpoint.Reference.Name}", url.Authority, broken,
                ConnectionFaults.ProxyFor(url), null);
        }

        log.Log(LogLevel.Verbose,
            $"The download of {blob.DigestText} broke after {_position} bytes ({broken}); going on from there");
        await Task.Delay(RetryRules.PauseBefore(_breaks, asked: null), client.Clock, cancel);
    }

    private async Task<OpenedBlob> ReopenAsync(CancellationToken cancel)
    {
        var next = await client.SendAsync(new GetBlob(blob.Digest, _position), cancel);
        try
        {
            // A registry without ranges starts over: what was read already is read again and dropped.
            if (next.Start > _position)
                throw new IOException($"The registry went on at byte {next.Start} instead of {_position}.");
            await SkipAsync(next.Body, _position - next.Start, cancel);
            return next;
        }
        catch
        {
            await next.DisposeAsync();
            throw;
        }
    }

    private static async Task SkipAsync(Stream body, long count, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(SkipBuffer);
        try
        {
            while (count > 0)
            {
                var read = await body.ReadAsync(buffer.AsMemory(0, (int)Math.Min(count, buffer.Length)), cancel);
                if (read == 0) throw new IOException("The answer ended early.");
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
