using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A file whose zeros are not stored.</summary>
/// <param name="stored">The parts that are, one after the other; not closed with this stream.</param>
/// <param name="parts">Where each begins and how long it is, in order.</param>
/// <param name="size">Bytes of the file.</param>
internal sealed class SparseStream(Stream stored, IReadOnlyList<(long Start, long Length)> parts, long size) : ForwardStream
{
    private long _position;
    private int _part;

    public override long Length => size;

    public override long Position => _position;

    public override int Read(Span<byte> buffer)
    {
        var (count, isStored) = Next(buffer.Length);
        if (!isStored) buffer[..count].Clear();
        else count = stored.Read(buffer[..count]);
        return Count(count, isStored);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var (count, isStored) = Next(buffer.Length);
        if (!isStored) buffer.Span[..count].Clear();
        else count = await stored.ReadAsync(buffer[..count], cancellationToken);
        return Count(count, isStored);
    }

    /// <summary>How many bytes come from one place, and whether that is the archive.</summary>
    private (int Count, bool IsStored) Next(int most)
    {
        while (_part < parts.Count && parts[_part].Start + parts[_part].Length <= _position) _part++;
        var isStored = _part < parts.Count && parts[_part].Start <= _position;
        var end = _part == parts.Count ? size : isStored ? parts[_part].Start + parts[_part].Length : parts[_part].Start;
        return ((int)Math.Min(most, end - _position), isStored);
    }

    private int Count(int count, bool isStored)
    {
        if (count == 0 && isStored) throw new EndOfStreamException("the archive does not hold all parts of a sparse file");
        _position += count;
        return count;
    }
}
