namespace LambdaImage.Engine.Tests.CiServers;

/// <summary>Records of a step as steps give them.</summary>
internal static class Records
{
    public const string Digest = "sha256:1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f809";
    public const string Uri = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop@" + Digest;

    public static LambdaFunctionDeployment Deployment => new()
    {
        FunctionName = "shop",
        FunctionArn = "arn:aws:lambda:eu-west-1:123456789012:function:shop",
        Change = DeploymentChange.Updated,
        ImageUri = Uri,
        PreviousImageUri = Uri.Replace("1a2b", "ffff", StringComparison.Ordinal),
        State = "Active",
        Version = "12",
        Alias = "live",
        PreviousVersion = "11",
        Region = "eu-west-1",
        Duration = TimeSpan.FromSeconds(4.2),
    };

    public static ImageCopy Copy => new()
    {
        Destination = "eu-west-3",
        ImageUri = Uri.Replace("eu-west-1", "eu-west-3", StringComparison.Ordinal),
        Digest = Digest,
        Tags = ["v1", "latest"],
        BytesSent = 42_100_000,
        Duration = TimeSpan.FromSeconds(4.2),
    };

    public static ImageCopy FailedCopy => new()
    {
        Destination = "eu-north-1 as profile work",
        Digest = Digest,
        FailedWith = ErrorKind.AccessDenied,
        Error = "Not allowed.",
        Remedy = "Ask for it.",
    };

    public static ImageScan Scan => new()
    {
        ImageUri = Uri,
        Status = "COMPLETE",
        Counts = new Dictionary<string, int> { [nameof(ScanSeverity.Critical)] = 1, [nameof(ScanSeverity.High)] = 0, [nameof(ScanSeverity.Low)] = 2 },
        Findings = [new ImageScanFinding("CVE-2026-1", ScanSeverity.Critical, "zlib 1.2", "1.3|1.4", null)],
    };

    public static DockerfileFinding Finding(LintSeverity severity, string folder) => new()
    {
        RuleId = "ShellForm",
        Severity = severity,
        Message = "100% a;shell] form.",
        Remedy = "Write\nJSON.",
        File = Path.Combine(folder, "shop", "a;b],c:d", "Dockerfile"),
        Line = 7,
        Column = 3,
        Url = "docs/lint.md#shellform",
    };
}
