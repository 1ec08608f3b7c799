using System.ComponentModel;
using System.Globalization;

namespace LambdaImage.Formatting;

/// <summary>Words for sizes, durations and digests, for LambdaImage.Format.ps1xml. Public only because views cannot
/// see internal types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class _Format
{
    private const int ShortHex = 12;

    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Bytes as people read them, in powers of 1000 like the container tools.</summary>
    /// <param name="bytes">How many.</param>
    /// <returns>For example <c>42.1 MB</c>.</returns>
    public static string Size(long bytes)
    {
        var (amount, unit) = ((double)bytes, 0);
        // 999.95 would be shown as 1000.0 of the smaller unit.
        while (Math.Abs(amount) >= 999.95 && unit < Units.Length - 1) (amount, unit) = (amount / 1000, unit + 1);
        return amount.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + ' ' + Units[unit];
    }

    /// <summary>A time span as people read it.</summary>
    /// <param name="time">How long.</param>
    /// <returns>For example <c>350 ms</c>, <c>12.4 s</c> or <c>2 min 05 s</c>.</returns>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 999.5 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 59.95 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s"),
        _ => Minutes((long)Math.Round(time.TotalSeconds)),
    };

    /// <summary>A digest that still tells two apart.</summary>
    /// <param name="text">A digest, or a reference that ends in one; may be null.</param>
    /// <returns>For example <c>sha256:1a2b3c4d5e6f</c>; the text itself when it holds no digest.</returns>
    public static string Digest(string? text)
    {
        var digest = text?[(text.LastIndexOf('@') + 1)..] ?? "";
        var colon = digest.IndexOf(':');
        return colon > 0 && digest.Length > colon + 1 + ShortHex ? digest[..(colon + 1 + ShortHex)] : digest;
    }

    /// <summary>A repository without its registry where that is Amazon ECR, whose account and Region have
    /// properties of their own.</summary>
    /// <param name="repository">The repository with its registry; may be null.</param>
    /// <returns>For example <c>serverless-shop-dev</c>.</returns>
    public static string Repository(string? repository)
    {
        var slash = repository?.IndexOf('/') ?? -1;
        return slash > 0 && repository![..slash].Contains(".dkr.ecr", StringComparison.Ordinal)
            ? repository[(slash + 1)..]
            : repository ?? "";
    }

    /// <summary>The processor as AWS writes it.</summary>
    /// <param name="architecture">The processor.</param>
    /// <returns><c>x86_64</c> or <c>arm64</c>.</returns>
    public static string Architecture(LambdaArchitecture architecture) => architecture.ApiName();

    /// <summary>A place within a file.</summary>
    /// <param name="line">One-based line.</param>
    /// <param name="column">One-based column; null when the whole line is meant.</param>
    /// <returns><c>7:13</c>, or <c>7</c>.</returns>
    public static string Place(int line, int? column) =>
        column is null ? line.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{line}:{column}");

    /// <summary>A list on one line.</summary>
    /// <param name="items">The list; may be null.</param>
    /// <returns>The items with commas between them.</returns>
    public static string List(IEnumerable<object>? items) => string.Join(", ", items ?? []);

    /// <summary>A list with one item on each line.</summary>
    /// <param name="items">The list; may be null.</param>
    /// <returns>The items with line breaks between them.</returns>
    public static string Lines(IEnumerable<object>? items) => string.Join(Environment.NewLine, items ?? []);

    /// <summary>What became of the blobs of a published image.</summary>
    /// <param name="layers">The blobs; may be null.</param>
    /// <returns>For example <c>3 sent, 5 there already</c>.</returns>
    public static string Transfers(IEnumerable<LayerUpload>? layers)
    {
        var all = layers?.ToArray() ?? [];
        return string.Join(", ", new[]
        {
            Part(BlobTransfer.Uploaded, "sent"),
            Part(BlobTransfer.Mounted, "mounted"),
            Part(BlobTransfer.Existing, "there already"),
        }.Where(part => part.Length > 0));

        string Part(BlobTransfer transfer, string words) =>
            all.Count(layer => layer.Transfer == transfer) is var count and > 0 ? $"{count} {words}" : "";
    }

    /// <summary>What part a release plays for callers.</summary>
    /// <param name="release">The release.</param>
    /// <returns>For example <c>live</c>, <c>live 10%</c> or <c>previous</c>; empty when it plays none.</returns>
    public static string Traffic(LambdaFunctionRelease release) =>
        release.IsLive ? List(release.Aliases) : release.IsPrevious ? "previous" : "";

    /// <summary>A moment in the user's time zone.</summary>
    /// <param name="moment">The moment; may be null.</param>
    /// <returns>For example <c>2026-11-28 19:05</c>.</returns>
    public static string Time(DateTimeOffset? moment) =>
        moment?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "";

    private static string Minutes(long seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min {seconds % 60:00} s");
}
