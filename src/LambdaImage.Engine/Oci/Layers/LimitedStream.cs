using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>The first bytes of a stream and no more.</summary>
internal sealed class LimitedStream(Stream source, long length) : ForwardStream
{
    private long _left = length;

    public override long Length { get; } = length;

    public override long Position => Length - _left;

    public override int Read(Span<byte> buffer)
    {
        var count = source.Read(buffer[..(int)Math.Min(buffer.Length, _left)]);
        _left -= count;
        return count;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        _left -= count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }
}
