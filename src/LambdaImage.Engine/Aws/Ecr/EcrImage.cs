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

    /// <summary>The manifest itself, where the call gives it.</summary>
    public string? ImageManifest { get; init; }
}
