namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>A repository as ECR describes it.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_Repository.html"/></summary>
internal sealed record EcrRepository
{
    public required string RepositoryName { get; init; }

    public required string RepositoryArn { get; init; }

    /// <summary>Account that owns it.</summary>
    public required string RegistryId { get; init; }

    public required string RepositoryUri { get; init; }

    /// <summary><c>MUTABLE</c>, <c>IMMUTABLE</c>, or either with exclusions.</summary>
    public string? ImageTagMutability { get; init; }

    /// <summary>Whether a tag, at least as a rule, cannot be moved to another image.</summary>
    public bool IsImmutable => ImageTagMutability?.StartsWith("IMMUTABLE", StringComparison.Ordinal) ?? false;
}
