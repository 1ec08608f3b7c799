using System.Buffers;
using System.Text;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Writes a tar whose bytes depend on its entries alone: the framework's writer puts its process id into PAX headers.</summary>
internal sealed class LayerTarWriter(Stream output)
{
    /// <summary>Name of every PAX header block. Readers ignore it.</summary>
    private const string PaxName = "PaxHeaders.0/entry";

    private const int CopyBuffer = 128 * 1024;

    private readonly byte[] _block = new byte[LayerTarHeader.BlockSize];
    private readonly Dictionary<EntryContent, string> _written = new(ReferenceEqualityComparer.Instance);

    /// <summary>Writes one entry with its content.</summary>
    public async Task WriteAsync(LayerEntry entry, CancellationToken cancel)
    {
        entry = AsHardLinkWhenWritten(entry);
        var (type, name) = entry.Kind switch
        {
            EntryKind.Directory => ('5', entry.Path + "/"),
            EntryKind.SymbolicLink => ('2', entry.Path),
            EntryKind.HardLink => ('1', entry.Path),
            EntryKind.File => ('0', entry.Path),
            _ => throw new ArgumentException($"A {entry.Kind} is not written.", nameof(entry)),
        };
        var size = entry.Kind == EntryKind.File ? entry.Content?.Length ?? 0 : 0;
        if (PaxRecords(entry, name, size) is { Length: > 0 } records) await WritePaxAsync(records, cancel);
        LayerTarHeader.Fill(_block, type, name, entry.LinkTarget, entry, size);
        await output.WriteAsync(_block, cancel);
        if (size > 0) await CopyAsync(entry, size, cancel);
    }

    /// <summary>Writes the two empty blocks that end an archive.</summary>
    public async Task FinishAsync(CancellationToken cancel)
    {
        Array.Clear(_block);
        await output.WriteAsync(_block, cancel);
        await output.WriteAsync(_block, cancel);
    }

    private LayerEntry AsHardLinkWhenWritten(LayerEntry entry)
    {
        if (entry is not { Kind: EntryKind.File, Content: { } content }) return entry;
        if (_written.TryAdd(content, entry.Path)) return entry;
        return entry with { Kind = EntryKind.HardLink, Content = null, LinkTarget = _written[content] };
    }

    private async Task WritePaxAsync(byte[] records, CancellationToken cancel)
    {
        LayerTarHeader.Fill(_block, 'x', PaxName, null, new LayerEntry("", EntryKind.File), records.Length);
        await output.WriteAsync(_block, cancel);
        await output.WriteAsync(records, cancel);
        await PadAsync(records.Length, cancel);
    }

    private async Task CopyAsync(LayerEntry entry, long size, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            await using var content = entry.Content!.Open();
            for (var left = size; left > 0;)
            {
                var count = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), cancel);
                if (count == 0) throw ImageErrors.ContentChanged(entry.Path, size);
                await output.WriteAsync(buffer.AsMemory(0, count), cancel);
                left -= count;
            }

            if (await content.ReadAsync(buffer.AsMemory(0, 1), cancel) != 0) throw ImageErrors.ContentChanged(entry.Path, size);
            await PadAsync(size, cancel);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task PadAsync(long size, CancellationToken cancel)
    {
        var padding = (int)(-size & (LayerTarHeader.BlockSize - 1));
        if (padding == 0) return;
        Array.Clear(_block);
        await output.WriteAsync(_block.AsMemory(0, padding), cancel);
    }

    /// <summary>What ustar cannot say. Records are in the order of their names.</summary>
    private static byte[] PaxRecords(LayerEntry entry, string name, long size)
    {
        var records = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!LayerTarHeader.Fits(name)) records["path"] = name;
        if (entry.LinkTarget is { } target && !LayerTarHeader.Fits(target)) records["linkpath"] = target;
        if (size > LayerTarHeader.LargestSize) records["size"] = size.ToString();
        if (entry.UserId > LayerTarHeader.LargestId) records["uid"] = entry.UserId.ToString();
        if (entry.GroupId > LayerTarHeader.LargestId) records["gid"] = entry.GroupId.ToString();
        if (entry.ModifiedAt is < 0 or > LayerTarHeader.LargestSize) records["mtime"] = entry.ModifiedAt.ToString();
        foreach (var (attribute, value) in entry.ExtendedAttributes ?? new Dictionary<string, string>())
            records["SCHILY.xattr." + attribute] = value;
        return [.. records.SelectMany(record => PaxRecord(record.Key, record.Value))];
    }

    /// <summary>A record starts with its own length, digits of the length included.</summary>
    private static byte[] PaxRecord(string key, string value)
    {
        var body = $" {key}={value}\n";
        var bytes = Encoding.UTF8.GetByteCount(body);
        var length = bytes + bytes.ToString().Length;
        if (length.ToString().Length > bytes.ToString().Length) length++;
        return Encoding.UTF8.GetBytes(length + body);
    }
}
