using System.Globalization;

namespace LambdaImage.Engine.Caches;

/// <summary>Sizes as people write them: <c>750MB</c>, <c>10 GB</c>, <c>2GiB</c>, or a number of bytes.</summary>
internal static class ByteSize
{
    private static readonly (string Name, long Bytes)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("B", 1), ("", 1),
    ];

    /// <summary>Writes a size in the unit that suits it.</summary>
    public static string Write(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000.0:0.#} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.#} MB");

    /// <param name="text">The size.</param>
    /// <param name="name">Of the setting, for the error.</param>
    /// <exception cref="LambdaImageException">It is no size.</exception>
    public static long Parse(string text, string name)
    {
        var unit = Units.First(unit => text.TrimEnd().EndsWith(unit.Name, StringComparison.OrdinalIgnoreCase));
        var number = text.TrimEnd()[..^unit.Name.Length];
        if (decimal.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var count)
            && count <= long.MaxValue / unit.Bytes)
            return (long)(count * unit.Bytes);
        throw new LambdaImageException(
            ErrorKind.RequestInvalid, $"{name} is '{text}', which is no size.", $"Set it to bytes or to a number with a unit, for example {name}=20GB.", name);
    }
}
