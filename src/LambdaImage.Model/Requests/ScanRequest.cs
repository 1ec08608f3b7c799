namespace LambdaImage;

/// <summary>Asks what a scan found in an image that is in Amazon ECR; the scan is started when there was none.</summary>
public sealed record ScanRequest
{
    /// <summary>How long to wait when the request does not say: AWS's own waiter asks sixty times, every five
    /// seconds.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Reference of the image in Amazon ECR.</summary>
    public required string ImageUri { get; init; }

    /// <summary>Mildest severity that is a failure; null: nothing is.</summary>
    public ScanSeverity? FailOn { get; init; }

    /// <summary>How long to wait for the scan.</summary>
    public TimeSpan Timeout { get; init; } = DefaultTimeout;

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
