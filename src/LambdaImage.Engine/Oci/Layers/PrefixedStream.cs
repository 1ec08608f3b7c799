using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Gives bytes back to a stream that were read to see what it holds.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;
    private long _read;

    /// <summary>Bytes read: xz counts its padding by it.</summary>
    public override long Position => _read;

    public override int Read(Span<byte> buffer) => Count(_prefix.IsEmpty ? rest.Read(buffer) : TakePrefix(buffer));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(_prefix.IsEmpty ? await rest.ReadAsync(buffer, cancellationToken) : TakePrefix(buffer.Span));

    private int Count(int count)
    {
        _read += count;
        return count;
    }

    private int TakePrefix(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _prefix.Length);
        _prefix.Span[..count].CopyTo(buffer);
        _prefix = _prefix[count..];
        return count;
    }
}
