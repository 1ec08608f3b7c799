namespace LambdaImage;

/// <summary>What Amazon ECR or Amazon Inspector found in an image.</summary>
public sealed record ImageScan
{
    /// <summary>The image, by digest.</summary>
    public required string ImageUri { get; init; }

    /// <summary>ECR's word: <c>COMPLETE</c> for a basic scan, <c>ACTIVE</c> for an enhanced one, which goes on for as
    /// long as the image is watched.</summary>
    public required string Status { get; init; }

    /// <summary>Whether it is an enhanced scan, by Amazon Inspector, which also knows language packages.</summary>
    public bool Enhanced { get; init; }

    /// <summary>When the scan ended; null: not told.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Number of findings by the name of their severity, worst first. Names, because JSON has no other keys.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; init; } = new Dictionary<string, int>();

    /// <summary>The worst findings, worst first; not more than <see cref="MostFindings"/>.</summary>
    public IReadOnlyList<ImageScanFinding> Findings { get; init; } = [];

    /// <summary>How many findings are kept: enough to act on, and not a page of JSON in every log.</summary>
    public const int MostFindings = 50;

    /// <summary>Number of critical findings.</summary>
    public int Critical => Counts.GetValueOrDefault(nameof(ScanSeverity.Critical));

    /// <summary>Number of high findings.</summary>
    public int High => Counts.GetValueOrDefault(nameof(ScanSeverity.High));

    /// <summary>Number of medium findings.</summary>
    public int Medium => Counts.GetValueOrDefault(nameof(ScanSeverity.Medium));

    /// <summary>Number of low findings.</summary>
    public int Low => Counts.GetValueOrDefault(nameof(ScanSeverity.Low));

    /// <summary>Number of findings at least as bad.</summary>
    /// <param name="severity">The mildest that counts.</param>
    /// <returns>How many there are.</returns>
    public int AtLeast(ScanSeverity severity) => Counts.Where(count => Enum.Parse<ScanSeverity>(count.Key) >= severity).Sum(count => count.Value);
}

/// <summary>One vulnerability.</summary>
/// <param name="Name">Its name, for example <c>CVE-2026-1234</c>.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Package">The package that has it, with its version; null: not told.</param>
/// <param name="FixedIn">The version that no longer has it; null: none, or not told.</param>
/// <param name="Url">Where to read about it; null: not told.</param>
public sealed record ImageScanFinding(string Name, ScanSeverity Severity, string? Package, string? FixedIn, string? Url)
{
    /// <inheritdoc/>
    public override string ToString() => Name + (Package is null ? "" : $" in {Package}") + (FixedIn is null ? "" : $" (fixed in {FixedIn})");
}
