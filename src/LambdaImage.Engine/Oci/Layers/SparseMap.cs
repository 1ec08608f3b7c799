using System.Globalization;
using System.Text;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>Tells which parts of a file an archive holds, where <c>tar -S</c> left out the zeros: in GNU's old format, which has a type flag of its own, or
/// in one of the three that PAX records tell of.
/// <see href="https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html"/></summary>
internal sealed class SparseMap
{
    public const char OldType = 'S';

    /// <summary>Begins the names of PAX records that tell of it.</summary>
    public const string RecordPrefix = "GNU.sparse.";

    /// <summary>Far more parts than a file has that is worth leaving out zeros of.</summary>
    private const int MostNumbers = 2 * 1024 * 1024;

    private const int PartsInHeader = 4;
    private const int PartsStart = 386;
    private const int SizeStart = 483;
    private const int PartsInBlock = 21;
    private const int NumberLength = 12;

    /// <summary>Digits of the largest one.</summary>
    private const int LongestNumber = 19;

    /// <summary>Where each part begins and how long it is, in turns.</summary>
    private readonly List<long> _numbers = [];
    private string? _major;
    private string? _minor;

    /// <summary>Name of the file; null: it is that of the entry.</summary>
    public string? Name { get; private set; }

    /// <summary>Bytes of the file, zeros included.</summary>
    public long Size { get; private set; }

    /// <summary>Reads a header of the old format.</summary>
    /// <returns>The map, and whether a block with more of it follows.</returns>
    public static (SparseMap Map, bool HasMore) OfHeader(ReadOnlySpan<byte> block)
    {
        var map = new SparseMap { Size = Number(block.Slice(SizeStart, NumberLength)) };
        return (map, map.AddParts(block[PartsStart..], PartsInHeader));
    }

    /// <summary>Reads a block that follows such a header.</summary>
    /// <returns>Whether another one follows.</returns>
    public bool AddBlock(ReadOnlySpan<byte> block) => AddParts(block, PartsInBlock);

    /// <summary>Reads a PAX record.</summary>
    /// <param name="name">Its name behind the prefix.</param>
    /// <param name="value">Its value.</param>
    public void AddRecord(string name, string value)
    {
        switch (name)
        {
            case "major":
                _major = value;
                break;
            case "minor":
                _minor = value;
                break;
            case "name":
                Name = value;
                break;
            case "size" or "realsize":
                Size = Number(value);
                break;
            case "map":
                foreach (var number in value.Split(',', StringSplitOptions.RemoveEmptyEntries)) AddNumber(Number(number));
                break;
            case "offset" or "numbytes":
                AddNumber(Number(value));
                break;
        }
    }

    /// <summary>The whole file.</summary>
    /// <param name="stored">What the archive holds of it; from version 1.0 on the map comes first.</param>
    /// <param name="cancel">Stops reading the map.</param>
    /// <exception cref="InvalidDataException">The map is damaged.</exception>
    /// <exception cref="EndOfStreamException">The archive ends in it.</exception>
    public async Task<Stream> ExpandAsync(Stream stored, CancellationToken cancel)
    {
        if ((_major, _minor) is ("1", "0")) await ReadNumbersAsync(stored, cancel);
        else if ((_major, _minor) is not ((null, null) or ("0", "0" or "1"))) throw Damaged($"has the unknown version {_major}.{_minor}");
        if (_numbers.Count % 2 != 0) throw Damaged("ends within a pair");
        var parts = Enumerable.Range(0, _numbers.Count / 2).Select(i => (Start: _numbers[2 * i], Length: _numbers[(2 * i) + 1])).ToArray();
        var end = 0L;
        foreach (var (start, length) in parts)
        {
            if (start < end || length > Size - start) throw Damaged("has parts that overlap or lie beyond the end");
            end = start + length;
        }

        return new SparseStream(stored, parts, Size);
    }

    private async Task ReadNumbersAsync(Stream stored, CancellationToken cancel)
    {
        var block = new byte[LayerTarHeader.BlockSize];
        var (line, left) = (new StringBuilder(), -1L);
        while (left != 0)
        {
            await stored.ReadExactlyAsync(block, cancel);
            foreach (var letter in block)
            {
                if (left == 0) break;
                if (letter != '\n')
                {
                    if (line.Append((char)letter).Length > LongestNumber) throw Damaged("holds something else than numbers");
                    continue;
                }

                var number = Number(line.ToString());
                line.Clear();
                if (left > 0) AddNumber(number);
                left = left > 0 ? left - 1 : number <= MostNumbers / 2 ? 2 * number : throw Damaged("is too long");
            }
        }
    }

    private bool AddParts(ReadOnlySpan<byte> parts, int most)
    {
        // As in Go what is not used begins with a NUL.
        for (var i = 0; i < 2 * most && parts[i / 2 * 2 * NumberLength] != 0; i++) AddNumber(Number(parts.Slice(i * NumberLength, NumberLength)));
        return parts[2 * most * NumberLength] != 0;
    }

    private void AddNumber(long number)
    {
        if (_numbers.Count == MostNumbers) throw Damaged("is too long");
        _numbers.Add(number);
    }

    private static long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Damaged($"has '{text}' for a number");

    private static long Number(ReadOnlySpan<byte> field) => LayerTarHeader.Number(field) ?? throw Damaged("holds something else than numbers");

    private static InvalidDataException Damaged(string problem) => new($"the map of a sparse file {problem}");
}
