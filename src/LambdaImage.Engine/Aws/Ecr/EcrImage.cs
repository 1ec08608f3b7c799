namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>An image as ECR describes it.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ImageDetail.html"/></summary>
internal sealed record EcrImage
{
    public required string ImageDigest { get; init; }

    /// <summary>Media type of the manifest: an image, or an index that Lambda refuses.</summary>
    public string? ImageManifestMediaType { get; init; }

    /// <summary><c>ACTIVE</c>, <c>ARCHIVED</c> or <c>ACTIVATING</c>; null in Regions that do not tell.</summary>
    public string? ImageStatus { get; init; }

    public IReadOnlyList<string>? ImageTags { get; init; }

    public long? ImageSizeInBytes { get; init; }

    /// <summary>Seconds since 1970.</summary>
    public double? ImagePushedAt { get; init; }

    /// <summary>The image that this one tells something about: a signature, a list of parts.</summary>
    public string? SubjectManifestDigest { get; init; }

    public EcrImageScanStatus? ImageScanStatus { get; init; }

    public EcrImageScanSummary? ImageScanFindingsSummary { get; init; }

    /// <summary>The manifest itself, where the call gives it.</summary>
    public string? ImageManifest { get; init; }
}

/// <summary>Where the scan of an image stands.</summary>
internal sealed record EcrImageScanStatus(string? Status);

/// <summary>How many findings of each severity there are.</summary>
internal sealed record EcrImageScanSummary(IReadOnlyDictionary<string, int>? FindingSeverityCounts);
