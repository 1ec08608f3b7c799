using System.Text;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Fills the 512 bytes of a ustar header.
/// <see href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06"/></summary>
internal static class LayerTarHeader
{
    public const int BlockSize = 512;

    /// <summary>What eleven octal digits can say: one byte less than 8 GiB.</summary>
    public const long LargestSize = (1L << 33) - 1;

    /// <summary>What seven octal digits can say.</summary>
    public const long LargestId = (1L << 21) - 1;

    public const int LongestName = 100;

    /// <summary>Begins the names of PAX records that hold extended attributes.</summary>
    public const string AttributePrefix = "SCHILY.xattr.";

    private const int SizeStart = 124;
    private const int SizeLength = 12;
    private const int TypeStart = 156;
    private const int ChecksumStart = 148;
    private const int ChecksumLength = 8;

    /// <summary>Whether text can stand in a ustar field as it is: short enough and plain ASCII, which alone everybody
    /// reads alike.</summary>
    public static bool Fits(string text) =>
        text.Length <= LongestName && Ascii.IsValid(text) && !text.Contains('\0', StringComparison.Ordinal);

    /// <summary>Type flag and size of a header.</summary>
    /// <returns>The size is null where it is not octal.</returns>
    public static (char Type, long? Size) Read(ReadOnlySpan<byte> block)
    {
        var field = block.Slice(SizeStart, SizeLength);
        return ((char)block[TypeStart], field[0] < 0x80 ? Number(field) : null);
    }

    /// <summary>A number as octal digits, or where these do not suffice in GNU's form: big-endian behind a first bit that is set.</summary>
    /// <returns>Null where it is neither, or negative.</returns>
    public static long? Number(ReadOnlySpan<byte> field)
    {
        var number = 0L;
        if (field[0] == 0x80)
        {
            foreach (var value in field[1..]) number = number >> 55 == 0 ? (number << 8) | value : -1;
            return number < 0 ? null : number;
        }

        foreach (var digit in Encoding.ASCII.GetString(field).Trim(' ', '\0'))
        {
            if (digit is < '0' or > '7') return null;
            number = (number << 3) | (uint)(digit - '0');
        }

        return number;
    }

    /// <param name="block">512 bytes.</param>
    /// <param name="type">Type flag.</param>
    /// <param name="name">Name; what does not fit is told by a PAX record and only hinted at here.</param>
    /// <param name="linkName">Target of a link.</param>
    /// <param name="entry">Mode, owner and time.</param>
    /// <param name="size">Bytes that follow.</param>
    public static void Fill(Span<byte> block, char type, string name, string? linkName, LayerEntry entry, long size)
    {
        block.Clear();
        Text(block[..LongestName], name);
        Octal(block.Slice(100, 8), entry.Mode);
        Octal(block.Slice(108, 8), entry.UserId > LargestId ? 0 : entry.UserId);
        Octal(block.Slice(116, 8), entry.GroupId > LargestId ? 0 : entry.GroupId);
        Octal(block.Slice(SizeStart, SizeLength), size > LargestSize ? 0 : size);
        Octal(block.Slice(136, 12), entry.ModifiedAt is < 0 or > LargestSize ? 0 : entry.ModifiedAt);
        block[TypeStart] = (byte)type;
        Text(block.Slice(157, LongestName), linkName ?? "");
        "ustar\000"u8.CopyTo(block[257..]);
        // The names of user and group at 265 and 297 stay empty: they mean nothing on another machine. So do the device
        // numbers.
        Octal(block.Slice(329, 8), 0);
        Octal(block.Slice(337, 8), 0);
        Seal(block);
    }

    /// <summary>Makes a header one of another type.</summary>
    public static void Change(Span<byte> block, char type)
    {
        block[TypeStart] = (byte)type;
        Seal(block);
    }

    private static void Seal(Span<byte> block)
    {
        block.Slice(ChecksumStart, ChecksumLength).Fill((byte)' ');
        var sum = 0;
        foreach (var value in block) sum += value;
        Octal(block.Slice(ChecksumStart, ChecksumLength - 1), sum);
    }

    private static void Text(Span<byte> field, string text)
    {
        var length = Math.Min(text.Length, field.Length);
        for (var i = 0; i < length; i++)
            field[i] = char.IsAscii(text[i]) && text[i] != '\0' ? (byte)text[i] : (byte)'_';
    }

    /// <summary>Zero-padded octal digits and a closing NUL.</summary>
    private static void Octal(Span<byte> field, long value)
    {
        field[^1] = 0;
        for (var i = field.Length - 2; i >= 0; i--, value >>= 3) field[i] = (byte)('0' + (value & 7));
    }
}
