namespace LambdaImage;

/// <summary>Settings of an ECR repository. Null means "not mine": such a setting of an existing repository is neither
/// looked at nor changed, and a new repository gets the default that is named with it.</summary>
public sealed record RepositoryOptions
{
    /// <summary>Whether each image is scanned when it is pushed. A new repository: yes.</summary>
    public bool? ScanOnPush { get; init; }

    /// <summary>Whether tags can be moved. A new repository: mutable, because functions are pinned to digests.</summary>
    public TagMutability? TagMutability { get; init; }

    /// <summary>Up to five wildcard patterns of tags for which the opposite holds, for example <c>latest</c> or
    /// <c>sha256-*</c> in an immutable repository. They need <see cref="TagMutability"/>.</summary>
    public IReadOnlyList<string>? TagMutabilityExclusions { get; init; }

    /// <summary>Encryption at rest. A new repository: AES256. It cannot be changed later.</summary>
    public RepositoryEncryption? Encryption { get; init; }

    /// <summary>Key for KMS encryption, as ARN, id or alias. Null: AWS's own key for ECR.</summary>
    public string? KmsKey { get; init; }

    /// <summary>Lifecycle policy: its JSON, or the path of a file that holds it.</summary>
    public string? LifecyclePolicy { get; init; }

    /// <summary>Writes a lifecycle policy that keeps this many untagged images and never expires a tagged
    /// one.</summary>
    public int? MaxImages { get; init; }

    /// <summary>Tags of the repository itself. Others that it has stay.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Whether Lambda of the repository's own account may read it. A new repository: yes.</summary>
    public bool? LambdaAccess { get; init; }

    /// <summary>Other accounts, by number, whose functions may run the images.</summary>
    public IReadOnlyList<string>? LambdaAccounts { get; init; }
}
