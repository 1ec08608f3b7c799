using System.Buffers.Binary;
using System.Text;

namespace LambdaImage.Engine.Inspection.Measuring;

/// <summary>What a Linux program or library makes the system load beside it.
/// <see href="https://refspecs.linuxfoundation.org/elf/gabi4+/ch5.dynamic.html"/></summary>
/// <param name="Loader">Path of its loader; null for libraries and static programs.</param>
/// <param name="Libraries">Names or paths of libraries.</param>
/// <param name="Folders">Folders that it says they may be in; <c>$ORIGIN</c> is its own.</param>
internal sealed record ElfNeeds(string? Loader, IReadOnlyList<string> Libraries, IReadOnlyList<string> Folders)
{
    /// <summary>Magic number of ELF.</summary>
    public static ReadOnlySpan<byte> Magic => "\u007fELF"u8;

    private const int HeaderLength = 64;
    private const int ProgramHeaderLength = 56;
    private const int TypeLoad = 1;
    private const int TypeDynamic = 2;
    private const int TypeInterpreter = 3;
    private const int TagNeeded = 1;
    private const int TagStrings = 5;
    private const int TagStringsSize = 10;
    private const int TagOldFolders = 15;
    private const int TagFolders = 29;

    /// <summary>Tables beyond this belong to no file that a linker made.</summary>
    private const int LargestTable = 16 * 1024 * 1024;

    private sealed record Segment(uint Type, long Offset, ulong Address, long Length);

    /// <param name="read">Reads bytes at a position; fewer where the file ends.</param>
    /// <returns>Null for what is no 64-bit little-endian ELF file, as Lambda's processors run, and for one that is damaged.</returns>
    public static ElfNeeds? Read(Func<long, int, byte[]> read)
    {
        var header = read(0, HeaderLength);
        if (header.Length < HeaderLength || !header.AsSpan(0, 4).SequenceEqual(Magic) || header[4] != 2 || header[5] != 1) return null;
        var segments = SegmentsOf(read, BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(32)), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56)));
        var loader = segments.Find(segment => segment.Type == TypeInterpreter) is { } named ? Text(read(named.Offset, Clamp(named.Length)), 0) : null;
        if (segments.Find(segment => segment.Type == TypeDynamic) is not { } dynamic) return new ElfNeeds(loader, [], []);

        var table = read(dynamic.Offset, Clamp(dynamic.Length));
        var entries = Enumerable.Range(0, table.Length / 16)
            .Select(index => (Tag: BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan(index * 16)), Value: BinaryPrimitives.ReadInt64LittleEndian(table.AsSpan((index * 16) + 8))))
            .TakeWhile(entry => entry.Tag != 0).ToList();
        var (address, size) = ((ulong)Value(TagStrings), Value(TagStringsSize));
        var holder = segments.Find(segment => segment.Type == TypeLoad && address >= segment.Address && address - segment.Address < (ulong)segment.Length);
        if (holder is null) return new ElfNeeds(loader, [], []);
        var strings = read(holder.Offset + (long)(address - holder.Address), Clamp(size));
        string[] Texts(params long[] tags) => [.. entries.Where(entry => tags.Contains(entry.Tag)).Select(entry => Text(strings, entry.Value)).Where(text => text.Length > 0)];
        return new ElfNeeds(loader, Texts(TagNeeded), [.. Texts(TagFolders, TagOldFolders).SelectMany(list => list.Split(':', StringSplitOptions.RemoveEmptyEntries))]);

        long Value(long tag) => entries.Find(entry => entry.Tag == tag).Value;
    }

    private static List<Segment> SegmentsOf(Func<long, int, byte[]> read, long offset, int count)
    {
        var table = read(offset, count * ProgramHeaderLength);
        return
        [
            .. Enumerable.Range(0, table.Length / ProgramHeaderLength).Select(index => table.AsMemory(index * ProgramHeaderLength)).Select(entry => new Segment(
                BinaryPrimitives.ReadUInt32LittleEndian(entry.Span),
                BinaryPrimitives.ReadInt64LittleEndian(entry.Span[8..]),
                BinaryPrimitives.ReadUInt64LittleEndian(entry.Span[16..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry.Span[32..]))),
        ];
    }

    private static int Clamp(long length) => (int)Math.Clamp(length, 0, LargestTable);

    private static string Text(byte[] table, long start)
    {
        if (start < 0 || start >= table.Length) return "";
        var rest = table.AsSpan((int)start);
        var end = rest.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? rest : rest[..end]);
    }
}
