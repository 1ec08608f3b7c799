using System.ComponentModel;
using System.Globalization;

namespace LambdaImage.Formatting;

/// <summary>Words for sizes, durations and digests, for LambdaImage.Format.ps1xml. Public only because views cannot
/// see internal types.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class _Format
{
    private const int ShortHex = 12;
    private const int ShortCommit = 8;

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

    /// <summary>A reference without what is the same for all images of an account, and with a digest that still tells two
    /// apart.</summary>
    /// <param name="reference">The reference; may be null.</param>
    /// <returns>For example <c>shop@sha256:1a2b3c4d5e6f</c>.</returns>
    public static string Image(string? reference)
    {
        var name = Repository(reference);
        var at = name.IndexOf('@', StringComparison.Ordinal);
        return at < 0 ? name : name[..(at + 1)] + Digest(name);
    }

    /// <summary>A commit that still tells two apart.</summary>
    /// <param name="revision">The commit; may be null.</param>
    /// <returns>For example <c>1a2b3c4d</c>.</returns>
    public static string Revision(string? revision) => revision is { Length: > ShortCommit } ? revision[..ShortCommit] : revision ?? "";

    /// <summary>The processor as AWS writes it.</summary>
    /// <param name="architecture">The processor.</param>
    /// <returns><c>x86_64</c> or <c>arm64</c>.</returns>
    public static string Architecture(LambdaArchitecture architecture) => architecture.ApiName();

    /// <summary>A path without its folders.</summary>
    /// <param name="path">The path, or nothing.</param>
    /// <returns>The name of the file; empty: there is no path.</returns>
    public static string FileName(string? path) => Path.GetFileName(path) ?? "";

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

    /// <summary>A share as people read it.</summary>
    /// <param name="share">From 0 to 1.</param>
    /// <returns>For example <c>97.4 %</c>.</returns>
    public static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>Parts of an image, each with its size before it.</summary>
    /// <param name="parts">Layers, files or folders; may be null.</param>
    /// <returns>For example <c>  42.1 MB  /var/task/model.bin</c>.</returns>
    public static IEnumerable<string> Sizes(IEnumerable<object>? parts) => (parts ?? []).Select(part => part switch
    {
        MeasuredLayer layer => Sized(layer.Size, $"{layer.Index} {(layer.IsBase == true ? "base: " : "")}{layer.Instruction ?? Digest(layer.Digest)}"),
        MeasuredFile file => Sized(file.Size, file.Path),
        MeasuredFolder folder => Sized(folder.Size, folder.Path),
        WastedFile file => Sized(file.Size, file.ToString()),
        ImageLayerDifference layer => Sized(layer.Size, $"{layer.Change} {Digest(layer.Digest)}"),
        ColdStartFile file => Sized(file.Size, $"{file.Path}: {file.Reason}"),
        _ => part.ToString() ?? "",
    });

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

    /// <summary>A text that a console opens a page for when it is clicked. In a file or a log it is text only, and PowerShell takes the
    /// link out where no colour is wanted.</summary>
    /// <param name="text">What is shown; may be null.</param>
    /// <param name="address">The page; null: there is none.</param>
    /// <returns>The text in an OSC 8 sequence. See <see href="https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda"/>.</returns>
    public static string Link(string? text, string? address) =>
        string.IsNullOrEmpty(text) || string.IsNullOrEmpty(address) || Console.IsOutputRedirected ? text ?? "" : $"\u001b]8;;{address}\u001b\\{text}\u001b]8;;\u001b\\";

    /// <summary>A function's name that leads to it in the AWS console.</summary>
    /// <param name="name">The name; may be null.</param>
    /// <param name="arn">Its ARN; may be null.</param>
    /// <returns>The name as a link.</returns>
    public static string FunctionLink(string? name, string? arn) => Link(name, ConsolePages.Function(arn));

    /// <summary>An image's reference that leads to its repository in the AWS console.</summary>
    /// <param name="uri">The reference; may be null.</param>
    /// <returns>The reference as a link; plain where it is not in Amazon ECR.</returns>
    public static string ImageLink(string? uri) => Link(uri, ConsolePages.Repository(uri));

    private static string Sized(long bytes, string text) => $"{Size(bytes),9}  {text}";

    private static string Minutes(long seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds / 60} min {seconds % 60:00} s");
}
