using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Streams the entries of a stored layer.
/// <see href="https://github.com/opencontainers/image-spec/blob/main/layer.md"/></summary>
internal static class LayerReader
{
    private const string WhiteoutPrefix = ".wh.";
    private const string OpaqueName = ".wh..wh..opq";
    private const int PermissionBits = 0b111_111_111_111;

    /// <summary>Reads entry by entry.</summary>
    /// <param name="stored">The layer as stored, compressed or not. It is read to its end, so that its digest is
    /// verified.</param>
    /// <param name="name">Its digest, for errors.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>Entries in order; the content of one is readable until the next is asked for.</returns>
    public static async IAsyncEnumerable<LayerItem> ReadAsync(
        Stream stored, string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var tarStream = await DecompressAsync(stored, cancel);
        await foreach (var item in ReadTarAsync(tarStream, name, cancel)) yield return item;
        await DrainAsync(stored, name, cancel);
    }

    /// <summary>Reads entry by entry what is uncompressed already.</summary>
    /// <param name="tarStream">The tar. It is read to its end.</param>
    /// <param name="name">Digest of the layer, for errors.</param>
    /// <param name="cancel">Stops reading.</param>
    /// <returns>Entries in order; the content of one is readable until the next is asked for.</returns>
    public static async IAsyncEnumerable<LayerItem> ReadTarAsync(
        Stream tarStream, string name, [EnumeratorCancellation] CancellationToken cancel)
    {
        var headers = new TarHeaderStream(tarStream);
        await using var tar = new TarReader(headers, leaveOpen: true);
        for (var ordinal = 0; await NextAsync(tar, name, cancel) is { } entry; ordinal++)
        {
            var attributes = headers.TakeAttributes(entry.DataStream?.Length ?? 0);
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes) continue;
            var map = headers.TakeSparseMap();
            var data = map is null ? entry.DataStream : await ExpandAsync(map, entry.DataStream ?? Stream.Null, name, cancel);
            yield return new LayerItem(
                Translate(entry, map?.Name ?? entry.Name, name) with { ExtendedAttributes = attributes }, ordinal, map?.Size ?? entry.Length, data);
        }

        await DrainAsync(tarStream, name, cancel);
    }

    /// <summary>Plain bytes behind whatever compression the first bytes show.</summary>
    /// <exception cref="InvalidDataException">They are damaged; also while reading.</exception>
    public static async Task<Stream> DecompressAsync(Stream stored, CancellationToken cancel)
    {
        var magic = new byte[LayerCompressions.MagicLength];
        var count = await stored.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancel);
        var whole = new PrefixedStream(magic.AsMemory(0, count), stored);
        return LayerCompressions.Of(magic) switch
        {
            LayerCompression.Gzip => new GZipStream(whole, CompressionMode.Decompress),
            LayerCompression.Zstandard => RareCompression.Zstandard(whole),
            LayerCompression.Xz => RareCompression.Xz(whole),
            LayerCompression.Bzip2 => RareCompression.Bzip2(whole),
            _ => whole,
        };
    }

    /// <summary>Reads the rest, so that its digest is verified.</summary>
    public static async Task DrainAsync(Stream rest, string name, CancellationToken cancel)
    {
        try
        {
            await rest.CopyToAsync(Stream.Null, cancel);
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw ImageErrors.LayerInvalid(name, problem);
        }
    }

    private static async Task<TarEntry?> NextAsync(TarReader tar, string name, CancellationToken cancel)
    {
        try
        {
            return await tar.GetNextEntryAsync(copyData: false, cancel);
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException or FormatException
            or NotSupportedException)
        {
            throw ImageErrors.LayerInvalid(name, problem);
        }
    }

    private static async Task<Stream> ExpandAsync(SparseMap map, Stream stored, string name, CancellationToken cancel)
    {
        try
        {
            return await map.ExpandAsync(stored, cancel);
        }
        catch (Exception problem) when (problem is InvalidDataException or EndOfStreamException)
        {
            throw ImageErrors.LayerInvalid(name, problem);
        }
    }

    private static LayerEntry Translate(TarEntry entry, string written, string name)
    {
        var path = Clean(written, name);
        var file = path[(path.LastIndexOf('/') + 1)..];
        var folder = path[..Math.Max(0, path.Length - file.Length - 1)];
        if (file == OpaqueName) return new LayerEntry(folder, EntryKind.OpaqueWhiteout);
        if (file.StartsWith(WhiteoutPrefix, StringComparison.Ordinal))
            return new LayerEntry(folder.Length == 0 ? file[4..] : $"{folder}/{file[4..]}", EntryKind.Whiteout);

        var kind = entry.EntryType switch
        {
            TarEntryType.Directory => EntryKind.Directory,
            TarEntryType.SymbolicLink => EntryKind.SymbolicLink,
            TarEntryType.HardLink => EntryKind.HardLink,
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice or TarEntryType.Fifo => EntryKind.Special,
            _ => EntryKind.File,
        };
        return new LayerEntry(path, kind)
        {
            // Linux has one mode for links, whatever an archive says.
            Mode = kind == EntryKind.SymbolicLink ? LayerEntry.Open : (int)entry.Mode & PermissionBits,
            UserId = entry.Uid,
            GroupId = entry.Gid,
            ModifiedAt = entry.ModificationTime.ToUnixTimeSeconds(),
            LinkTarget = kind switch
            {
                EntryKind.SymbolicLink => entry.LinkName,
                EntryKind.HardLink => Clean(entry.LinkName, name),
                _ => null,
            },
        };
    }

    private static string Clean(string path, string layer)
    {
        var parts = path.Split('/').Where(part => part is not ("" or ".")).ToArray();
        if (parts.Contains(".."))
            throw ImageErrors.LayerInvalid(layer, new InvalidDataException($"the path '{path}' leaves the image"));
        return string.Join('/', parts);
    }
}

/// <summary>One entry as it is read.</summary>
/// <param name="Entry">What it is; its content is null.</param>
/// <param name="Ordinal">Its number within the layer.</param>
/// <param name="Length">Bytes of its content.</param>
/// <param name="Data">Content of a file, until the next entry is asked for.</param>
internal sealed record LayerItem(LayerEntry Entry, int Ordinal, long Length, Stream? Data);
