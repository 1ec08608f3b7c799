using System.Globalization;

namespace LambdaImage.Tool.Output;

/// <summary>Numbers as people read them.</summary>
internal static class Humanize
{
    private const double Step = 1000;
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Bytes in decimal units, as registries and docker print them.</summary>
    public static string Size(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= Step && unit < Units.Length - 1)
        {
            value /= Step;
            unit++;
        }

        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    public static string Duration(TimeSpan time) => time.TotalSeconds < 1 ? $"{time.TotalMilliseconds:0} ms"
        : time.TotalMinutes < 1 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : $"{(int)time.TotalMinutes} min {time.Seconds} s";

    /// <summary>A name of the code as words: <c>SameContent</c> is same content.</summary>
    public static string Words(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) ? (index > 0 ? " " : "") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>The first twelve digits, as every container tool shortens them.</summary>
    public static string Digest(string digest) => digest.StartsWith("sha256:", StringComparison.Ordinal) && digest.Length > 19 ? digest[..19] : digest;
}
