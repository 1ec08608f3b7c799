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

    public IReadOnlyList<EcrExclusion>? ImageTagMutabilityExclusionFilters { get; init; }

    public EcrScanning? ImageScanningConfiguration { get; init; }

    public EcrEncryption? EncryptionConfiguration { get; init; }

    /// <summary>Whether a tag, at least as a rule, cannot be moved to another image.</summary>
    public bool IsImmutable => ImageTagMutability?.StartsWith("IMMUTABLE", StringComparison.Ordinal) ?? false;
}

/// <summary>Tags for which the opposite of the rule holds.</summary>
/// <param name="Filter">Pattern with <c>*</c>.</param>
internal sealed record EcrExclusion(string Filter);

/// <summary>How images are scanned.</summary>
/// <param name="ScanOnPush">Whether each is when it is pushed.</param>
internal sealed record EcrScanning(bool ScanOnPush);

/// <summary>How images are encrypted at rest.</summary>
/// <param name="EncryptionType"><c>AES256</c>, <c>KMS</c> or <c>KMS_DSSE</c>.</param>
/// <param name="KmsKey">ARN of the key; null for AES256.</param>
internal sealed record EcrEncryption(string EncryptionType, string? KmsKey);
