using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Repositories;

/// <summary>Waits for what a scan finds in an image; starts the scan where there is none.</summary>
/// <param name="aws">Connection to the registry's Region.</param>
/// <param name="time">Clock.</param>
/// <param name="reporter">Takes log lines and progress.</param>
internal sealed class ImageScanner(AwsConnection aws, TimeProvider time, IWorkReporter reporter)
{
    /// <summary>As AWS's own waiter, ImageScanComplete.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <param name="registry">Registry of the image.</param>
    /// <param name="image">The image, by digest.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <exception cref="LambdaImageException">The image cannot be scanned, or the wait was too short.</exception>
    public async Task<ImageScan> WaitAsync(EcrRegistry registry, ImageReference image, TimeSpan timeout, CancellationToken cancel)
    {
        var id = EcrImageId.Of(registry, image);
        var start = time.GetTimestamp();
        var asked = false;
        while (true)
        {
            var scan = await aws.SendAsync(new DescribeImageScanFindings(id, NextToken: null), cancel);
            if (scan is null && !asked)
            {
                asked = true;
                var started = await aws.SendAsync(new StartImageScan(id), cancel);
                reporter.Log(LogLevel.Verbose, started ? $"Started a scan of {image}." : $"The registry scans {image} by itself.");
            }

            switch (scan?.ImageScanStatus?.Status)
            {
                case "COMPLETE" or "ACTIVE":
                    return await ReadAsync(id, image, scan, cancel);
                case null or "IN_PROGRESS" or "PENDING":
                    break;
                case { } other:
                    throw ScanErrors.Failed(image.ToString(), other, scan.ImageScanStatus!.Description);
            }

            var waited = time.GetElapsedTime(start);
            if (waited + Pause >= timeout) throw ScanErrors.Timeout(image.ToString(), waited, scan?.ImageScanStatus?.Status);
            reporter.Report(new WorkProgress(1, ParentId: null, "Scan " + image.Repository, scan?.ImageScanStatus?.Status ?? "waiting", (long)waited.TotalSeconds, (long)timeout.TotalSeconds));
            await Task.Delay(Pause, time, cancel);
        }
    }

    private async Task<ImageScan> ReadAsync(EcrImageId id, ImageReference image, EcrScan first, CancellationToken cancel)
    {
        List<ImageScanFinding> findings = [];
        for (var page = first; page is not null;)
        {
            findings.AddRange(page.ImageScanFindings?.Findings?.Select(Basic) ?? []);
            findings.AddRange(page.ImageScanFindings?.EnhancedFindings?.Select(Enhanced) ?? []);
            page = string.IsNullOrEmpty(page.NextToken) ? null : await aws.SendAsync(new DescribeImageScanFindings(id, page.NextToken), cancel);
        }

        var counts = first.ImageScanFindings?.FindingSeverityCounts is { Count: > 0 } told
            ? told.GroupBy(count => Severity(count.Key), count => count.Value)
            : findings.GroupBy(finding => finding.Severity, _ => 1);
        return new ImageScan
        {
            ImageUri = image.ToString(),
            Status = first.ImageScanStatus!.Status!,
            Enhanced = first.ImageScanFindings?.EnhancedFindings is { Count: > 0 } || first.ImageScanStatus.Status == "ACTIVE",
            CompletedAt = first.ImageScanFindings?.ImageScanCompletedAt is { } seconds ? AwsJson.Time(seconds) : null,
            Counts = counts.OrderByDescending(group => group.Key).ToDictionary(group => group.Key.ToString(), group => group.Sum(), StringComparer.Ordinal),
            Findings = [.. findings.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Name, StringComparer.Ordinal).Take(ImageScan.MostFindings)],
        };
    }

    private static ImageScanFinding Basic(EcrBasicFinding finding)
    {
        string? Attribute(string key) => finding.Attributes?.FirstOrDefault(attribute => attribute.Key == key)?.Value;
        var package = Attribute("package_name") is { } name ? $"{name} {Attribute("package_version")}".TrimEnd() : null;
        return new(finding.Name ?? "unnamed", Severity(finding.Severity), package, FixedIn: null, finding.Uri);
    }

    private static ImageScanFinding Enhanced(EcrEnhancedFinding finding)
    {
        var package = finding.PackageVulnerabilityDetails?.VulnerablePackages is [var first, ..] ? first : null;
        return new(
            finding.PackageVulnerabilityDetails?.VulnerabilityId ?? finding.Title ?? "unnamed",
            Severity(finding.Severity),
            package is null ? null : $"{package.Name} {package.Version}".TrimEnd(),
            // Inspector's word for "there is none".
            package?.FixedInVersion is { Length: > 0 } version and not "NotAvailable" ? version : null,
            finding.PackageVulnerabilityDetails?.SourceUrl);
    }

    /// <summary>Inspector says UNTRIAGED where ECR says UNDEFINED.</summary>
    private static ScanSeverity Severity(string? text) =>
        Enum.TryParse<ScanSeverity>(text, ignoreCase: true, out var severity) && !char.IsDigit(text![0]) ? severity : ScanSeverity.Undefined;
}
