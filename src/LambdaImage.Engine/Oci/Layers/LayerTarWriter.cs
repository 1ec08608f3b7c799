using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Writes a tar whose bytes depend on its entries alone: the framework's writer puts its process id into PAX
/// headers.</summary>
/// <remarks>Synchronous, for a thread of its own: with ten thousands of small files the detour of asynchronous reads
/// costs more than the reads.</remarks>
/// <param name="output">Takes the tar.</param>
/// <param name="digests">What files on disk were when the layer got its key: another content must not be kept under it.
/// Null: nobody keeps it.</param>
internal class LayerTarWriter(Stream output, FileDigests? digests = null)
{
    /// <summary>Name of every PAX header block. Readers ignore it.</summary>
    private const string PaxName = "PaxHeaders.0/entry";

    private const int CopyBuffer = 128 * 1024;

    private readonly byte[] _block = new byte[LayerTarHeader.BlockSize];
    private readonly Dictionary<(EntryContent Content, object? Copy, int Mode, long UserId, long GroupId), string> _written = [];

    /// <summary>Writes one entry with its content.</summary>
    public void Write(LayerEntry entry, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
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
        if (PaxRecords(entry, name, size) is { Length: > 0 } records) WritePax(records);
        LayerTarHeader.Fill(_block, type, name, entry.LinkTarget, entry, size);
        output.Write(_block);
        if (size == 0) return;
        WriteContent(entry, cancel);
        Pad(size);
    }

    /// <summary>Writes the two empty blocks that end an archive.</summary>
    public void Finish()
    {
        Array.Clear(_block);
        output.Write(_block);
        output.Write(_block);
    }

    /// <summary>Writes the bytes of a file, which are as many as it said.</summary>
    protected virtual void WriteContent(LayerEntry entry, CancellationToken cancel)
    {
        var content = entry.Content!;
        using var hash = digests is not null && content is DiskContent
            ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256)
            : null;
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBuffer);
        try
        {
            using var source = content.Open();
            for (var left = content.Length; left > 0;)
            {
                cancel.ThrowIfCancellationRequested();
                var count = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
                if (count == 0) throw ImageErrors.ContentChanged(entry.Path, content.Length);
                output.Write(buffer, 0, count);
                hash?.AppendData(buffer, 0, count);
                left -= count;
            }

            var isOther = source.Read(buffer, 0, 1) != 0
                || (hash is not null && !hash.GetHashAndReset().AsSpan().SequenceEqual(content.Identify(digests!, cancel)));
            if (isOther) throw ImageErrors.ContentChanged(entry.Path, content.Length);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private LayerEntry AsHardLinkWhenWritten(LayerEntry entry)
    {
        if (entry is not { Kind: EntryKind.File, Content: { } content }) return entry;
        // Names of one file have its mode and owner in common. The same content with others is another file.
        var file = (content, entry.Copy, entry.Mode, entry.UserId, entry.GroupId);
        if (_written.TryAdd(file, entry.Path)) return entry;
        return entry with { Kind = EntryKind.HardLink, Content = null, LinkTarget = _written[file] };
    }

    private void WritePax(byte[] records)
    {
        LayerTarHeader.Fill(_block, 'x', PaxName, null, new LayerEntry("", EntryKind.File), records.Length);
        output.Write(_block);
        output.Write(records);
        Pad(records.Length);
    }

    private void Pad(long size)
    {
        var padding = (int)(-size & (LayerTarHeader.BlockSize - 1));
        if (padding == 0) return;
        Array.Clear(_block);
        output.Write(_block, 0, padding);
    }

    /// <summary>What ustar cannot say. Records are in the order of their names.</summary>
    private static byte[] PaxRecords(LayerEntry entry, string name, long size)
    {
        var records = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        if (!LayerTarHeader.Fits(name)) Say("path", name);
        if (entry.LinkTarget is { } target && !LayerTarHeader.Fits(target)) Say("linkpath", target);
        if (size > LayerTarHeader.LargestSize) Say("size", size.ToString());
        if (entry.UserId > LayerTarHeader.LargestId) Say("uid", entry.UserId.ToString());
        if (entry.GroupId > LayerTarHeader.LargestId) Say("gid", entry.GroupId.ToString());
        if (entry.ModifiedAt is < 0 or > LayerTarHeader.LargestSize) Say("mtime", entry.ModifiedAt.ToString());
        foreach (var (attribute, value) in entry.ExtendedAttributes ?? new Dictionary<string, byte[]>())
            records[LayerTarHeader.AttributePrefix + attribute] = value;
        return [.. records.SelectMany(record => PaxRecord(record.Key, record.Value))];

        void Say(string key, string text) => records[key] = Encoding.UTF8.GetBytes(text);
    }

    /// <summary>A record starts with its own length, digits of the length included.</summary>
    private static byte[] PaxRecord(string key, byte[] value)
    {
        byte[] body = [.. Encoding.UTF8.GetBytes($" {key}="), .. value, (byte)'\n'];
        var length = body.Length + body.Length.ToString().Length;
        if (length.ToString().Length > body.Length.ToString().Length) length++;
        return [.. Encoding.UTF8.GetBytes(length.ToString()), .. body];
    }
}
