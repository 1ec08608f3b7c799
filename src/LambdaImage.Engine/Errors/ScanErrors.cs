namespace LambdaImage.Engine.Errors;

/// <summary>Failures of scanning images.</summary>
internal static class ScanErrors
{
    private const int ShownFindings = 5;

    public static LambdaImageException NotEcr(string imageUri) => new(
        ErrorKind.ScanUnavailable,
        $"'{imageUri}' is not in Amazon ECR, so nothing there can scan it.",
        "Publish it to Amazon ECR, or do without a scan.",
        imageUri);

    public static LambdaImageException Rejected(ImageScan scan, ScanSeverity limit) => new(
        ErrorKind.ScanRejected,
        $"The scan of {scan.ImageUri} found {scan.AtLeast(limit)} vulnerabilities that are {limit} or worse "
        + $"({string.Join(", ", scan.Counts.Where(count => count.Value > 0).Select(count => $"{count.Value} {count.Key}"))})"
        + (scan.Findings.Count == 0 ? "." : $": {string.Join("; ", scan.Findings.Where(finding => finding.Severity >= limit).Take(ShownFindings))}."),
        "Take a newer base image (-PinBase), or newer packages, and build again; a higher -FailOnSeverity lets it pass.",
        scan.ImageUri);

    public static LambdaImageException Unsupported(string image, string text) => new(
        ErrorKind.ScanUnavailable,
        $"Amazon ECR cannot scan {image}: {Sentence(text)}",
        "Basic scanning knows the packages of some Linux distributions only; turn enhanced scanning on for the registry "
        + "(aws ecr put-registry-scanning-configuration --scan-type ENHANCED), or leave -WaitForScan away.",
        image);

    public static LambdaImageException Failed(string image, string status, string? text) => new(
        ErrorKind.ScanUnavailable,
        $"The scan of {image} ended as {status}: {Sentence(text ?? "")}",
        status switch
        {
            "IMAGE_ARCHIVED" => "Restore the image first: aws ecr update-image-storage-class --target-storage-class STANDARD",
            "SCAN_ELIGIBILITY_EXPIRED" => "The image is older than Amazon Inspector looks at: publish it again, or raise the re-scan duration in Amazon Inspector.",
            "LIMIT_EXCEEDED" => "Wait a day: an image is scanned once in 24 hours; or turn enhanced scanning on for the registry.",
            _ => "Run the command again later; 'aws ecr describe-image-scan-findings' shows the state.",
        },
        image);

    public static LambdaImageException Timeout(string image, TimeSpan waited, string? status) => new(
        ErrorKind.ScanTimeout,
        $"The scan of {image} has no result after {waited.TotalSeconds:0} s; it is {status ?? "not started"}.",
        "Wait longer with -ScanTimeoutSeconds, or look later: Test-LambdaImageScan " + image,
        image);

    private static string Sentence(string text) =>
        text.Trim() is { Length: > 0 } plain ? plain[^1] is '.' or '!' ? plain : plain + "." : "no reason was given.";
}
