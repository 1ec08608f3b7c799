namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>A rule by which repositories mirror another registry.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PullThroughCacheRule.html"/></summary>
internal sealed record EcrCacheRule
{
    /// <summary>Begin of the names it is for; <c>ROOT</c>: all.</summary>
    public required string EcrRepositoryPrefix { get; init; }

    /// <summary>The registry that is mirrored.</summary>
    public string? UpstreamRegistryUrl { get; init; }
}
