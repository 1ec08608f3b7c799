using System.Buffers;
using System.Buffers.Text;
using System.Text;
using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Passes a tar on to the framework's reader but takes out what that does not know: the values of extended attributes in PAX records, which it takes
/// for UTF-8 without line feeds, and <c>security.capability</c> is numbers; and the maps of sparse files.</summary>
/// <remarks>It cannot seek, so that the reader goes through it byte by byte, and no further than the header of an entry.</remarks>
/// <param name="source">The tar; not closed with this stream.</param>
internal sealed class TarHeaderStream(Stream source) : ForwardStream
{
    /// <summary>Far more than file systems allow attributes to have.</summary>
    private const int LargestRecords = 16 * 1024 * 1024;

    private Memory<byte> _ready;
    private long _position;
    private long _nextHeader;
    private Dictionary<string, byte[]>? _attributes;
    private SparseMap? _sparse;

    public override long Position => _position;

    /// <summary>The extended attributes of the entry whose header has just been read.</summary>
    /// <param name="size">Bytes of its content, which come next.</param>
    /// <returns>Values by name; null: it has none.</returns>
    public Dictionary<string, byte[]>? TakeAttributes(long size)
    {
        var found = _attributes;
        _attributes = null;
        _nextHeader = Padded(_position + size);
        return found;
    }

    /// <summary>The map of the entry whose header has just been read; null: it is not sparse.</summary>
    public SparseMap? TakeSparseMap()
    {
        var found = _sparse;
        _sparse = null;
        return found;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == _nextHeader) await ReadHeaderAsync(cancellationToken);
        return Count(_ready.IsEmpty ? await source.ReadAsync(buffer[..Most(buffer.Length)], cancellationToken) : TakeReady(buffer.Span));
    }

    /// <summary>Reads content; headers are asked for asynchronously.</summary>
    public override int Read(Span<byte> buffer) =>
        _ready.IsEmpty && _position != _nextHeader ? Count(source.Read(buffer[..Most(buffer.Length)])) : throw new NotSupportedException();

    private async Task ReadHeaderAsync(CancellationToken cancel)
    {
        var header = new byte[LayerTarHeader.BlockSize];
        _ready = header.AsMemory(0, await source.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancel));
        // Where the content of an entry ends is for the reader to say.
        _nextHeader = long.MaxValue;
        if (_ready.Length < header.Length) return;
        if (LayerTarHeader.Read(header).Type == SparseMap.OldType) await ReadSparseAsync(header, cancel);
        if (LayerTarHeader.Read(header) is not (var type and ('x' or 'g' or 'L' or 'K'), { } size)) return;
        _nextHeader = Padded(_position + header.Length + size);
        if (type != 'x') return;
        if (size > LargestRecords) throw new InvalidDataException($"an extended header claims to have {size} bytes");
        var records = new byte[header.Length + size];
        header.CopyTo(records, 0);
        var count = await source.ReadAtLeastAsync(records.AsMemory(header.Length), (int)size, throwOnEndOfStream: false, cancel);
        _ready = records.AsMemory(0, header.Length + count);
        TakeValues(_ready.Span[header.Length..]);
    }

    /// <summary>The framework's reader knows neither the type nor the blocks that tell more of the map: for it the file is a plain one, of what is stored.</summary>
    private async Task ReadSparseAsync(byte[] header, CancellationToken cancel)
    {
        var (map, hasMore) = SparseMap.OfHeader(header);
        var block = new byte[LayerTarHeader.BlockSize];
        while (hasMore)
        {
            await source.ReadExactlyAsync(block, cancel);
            hasMore = map.AddBlock(block);
        }

        LayerTarHeader.Change(header, '0');
        _sparse = map;
    }

    /// <summary>Takes the values of extended attributes and what tells of a sparse file out, and puts as many harmless bytes in their place. A record is its own length, a space, a name, an
    /// equals sign, the value and a line feed. <see href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_03"/></summary>
    private void TakeValues(Span<byte> records)
    {
        (_attributes, _sparse) = (null, null);
        while (Utf8Parser.TryParse(records, out int length, out var digits) && length > digits + 1 && length <= records.Length)
        {
            var body = records[(digits + 1)..(length - 1)];
            records = records[length..];
            if (body.IndexOf((byte)'=') is not (> 0 and var equals)) continue;
            var name = Encoding.UTF8.GetString(body[..equals]);
            var value = body[(equals + 1)..];
            if (name.StartsWith(SparseMap.RecordPrefix, StringComparison.Ordinal))
            {
                (_sparse ??= new()).AddRecord(name[SparseMap.RecordPrefix.Length..], Encoding.UTF8.GetString(value));
                // Some come again and again, and the framework's reader refuses a name that it has seen.
                Utf8Formatter.TryFormat(records.Length, body, out _, new StandardFormat('D', 10));
            }
            else if (name.StartsWith(LayerTarHeader.AttributePrefix, StringComparison.Ordinal))
            {
                (_attributes ??= new(StringComparer.Ordinal))[name[LayerTarHeader.AttributePrefix.Length..]] = value.ToArray();
                value.Fill((byte)'_');
            }
        }
    }

    private int TakeReady(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _ready.Length);
        _ready.Span[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    private int Most(int length) => (int)Math.Min(length, _nextHeader - _position);

    private int Count(int count)
    {
        _position += count;
        return count;
    }

    private static long Padded(long size) => (size + LayerTarHeader.BlockSize - 1) & -LayerTarHeader.BlockSize;
}
