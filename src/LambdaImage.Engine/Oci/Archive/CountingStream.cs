using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Reports how many bytes are read, and fails when they are fewer than promised.</summary>
internal sealed class CountingStream(Stream inner, long size, Action<int> onRead) : ForwardStream
{
    private long _read;

    public override long Length => size;

    public override long Position => _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Take(await inner.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override int Read(Span<byte> buffer) => Take(inner.Read(buffer), buffer.Length);

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private int Take(int read, int wanted)
    {
        if (read == 0 && wanted > 0 && _read < size) throw new EndOfStreamException($"The layer ends after {_read} of {size} bytes.");
        _read += read;
        if (read > 0) onRead(read);
        return read;
    }
}
