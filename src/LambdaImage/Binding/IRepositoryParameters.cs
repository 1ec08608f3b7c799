using System.Collections;

namespace LambdaImage.Binding;

/// <summary>The parameters that say what a repository is to be like. Publish, Deploy and Copy declare them
/// alike.</summary>
internal interface IRepositoryParameters
{
    /// <summary>Whether Amazon ECR scans each image when it is pushed. A new repository: yes.</summary>
    bool? ScanOnPush { get; }

    /// <summary>Whether tags can be moved: Mutable or Immutable. A new repository: Mutable.</summary>
    TagMutability? TagMutability { get; }

    /// <summary>Wildcard patterns of tags for which the opposite holds, for example latest or sha256-*.</summary>
    string[]? TagMutabilityExclusion { get; }

    /// <summary>Encryption of a new repository: Aes256, Kms or KmsDsse. It cannot be changed later.</summary>
    RepositoryEncryption? Encryption { get; }

    /// <summary>Key for KMS encryption, as ARN, id or alias.</summary>
    string? KmsKey { get; }

    /// <summary>Lifecycle policy: its JSON, or the path of a file that holds it.</summary>
    string? LifecyclePolicy { get; }

    /// <summary>Writes a lifecycle policy that keeps this many untagged images and never expires a tagged one.</summary>
    int? MaxImages { get; }

    /// <summary>Tags of the repository itself; others that it has stay.</summary>
    Hashtable? RepositoryTag { get; }

    /// <summary>Whether Lambda of the same account may read the repository. A new repository: yes.</summary>
    bool? LambdaAccess { get; }

    /// <summary>Other accounts, by number, whose functions may run the images.</summary>
    string[]? LambdaAccount { get; }
}
