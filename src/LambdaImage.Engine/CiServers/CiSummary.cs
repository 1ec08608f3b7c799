using System.Globalization;
using System.Text;

namespace LambdaImage.Engine.CiServers;

/// <summary>Records as Markdown, for the page of a run.</summary>
internal static class CiSummary
{
    private const double Megabyte = 1e6;

    public static string Of(PublishedLambdaImage image) => Table(
        $"Image {Path.GetFileName(image.Repository)}",
        ("Image", Code(image.ImageUri)),
        ("Tags", string.Join(", ", image.Tags.Select(Code))),
        ("Size", $"{Size(image.Size)}, {(image.NoChange ? "nothing sent: it was there already" : $"sent {Size(image.BytesSent)}")}"),
        ("Time", Time(image.Duration)));

    public static string Of(ImageCopy copy) => Table(
        $"Copy to {copy.Destination}",
        ("Image", copy.ImageUri is { } uri ? Code(uri) : null),
        ("Tags", string.Join(", ", copy.Tags.Select(Code))),
        ("Sent", copy.Error is not null ? null : copy.NoChange ? "nothing: it was there already" : Size(copy.BytesSent)),
        ("Error", copy.Error is { } error ? $"{error} {copy.Remedy}" : null),
        ("Time", copy.Error is null ? Time(copy.Duration) : null));

    public static string Of(ImageScan scan) => Table(
        $"Scan of {Name(scan)}",
        [
            ("Image", Code(scan.ImageUri)),
            ("Scan", scan.Enhanced ? $"{scan.Status}, enhanced" : scan.Status),
            ("Found", scan.Counts.Values.Sum() == 0 ? "nothing" : string.Join(", ", scan.Counts.Where(count => count.Value > 0).Select(count => $"{count.Value} {count.Key}"))),
            .. scan.Findings.Select(finding => (finding.Severity.ToString(), (string?)Code(finding.ToString()))),
        ]);

    /// <summary>The image of a scan, as short as people call it.</summary>
    public static string Name(ImageScan scan) => Path.GetFileName(scan.ImageUri.Split('@')[0]);

    public static string Of(LambdaFunctionDeployment deployment) => Table(
        $"Function {deployment.FunctionName}",
        ("Change", deployment.Change.ToString()),
        ("Image", Code(deployment.ImageUri)),
        ("Before", deployment.PreviousImageUri is { } before && before != deployment.ImageUri ? Code(before) : null),
        ("Version", deployment.Version),
        ("Alias", deployment.Alias is { } alias ? deployment.PreviousVersion is { } old && old != deployment.Version ? $"{alias} (was at {old})" : alias : null),
        ("Function", Code(deployment.FunctionArn)),
        ("Time", Time(deployment.Duration)));

    private static string Table(string title, params (string Name, string? Value)[] rows)
    {
        var text = new StringBuilder($"### {Cell(title)}\n\n| | |\n|---|---|\n");
        foreach (var (name, value) in rows.Where(row => !string.IsNullOrEmpty(row.Value)))
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(value!)} |\n");
        return text.ToString();
    }

    private static string Code(string text) => $"`{text}`";

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal);

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:0.0} MB");

    private static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s");
}
