using System.Collections;
using System.Management.Automation;
using LambdaImage.Binding;

namespace LambdaImage.Commands;

/// <summary>The settings of the repository.</summary>
public sealed partial class PublishLambdaImageCommand : IRepositoryParameters
{
    /// <summary>Whether Amazon ECR scans each image when it is pushed. A new repository: yes.</summary>
    [Parameter]
    public bool? ScanOnPush { get; set; }

    /// <summary>Whether tags can be moved: Mutable or Immutable. A new repository: Mutable.</summary>
    [Parameter]
    public TagMutability? TagMutability { get; set; }

    /// <summary>Wildcard patterns of tags for which the opposite holds, for example latest or sha256-*.</summary>
    [Parameter]
    public string[]? TagMutabilityExclusion { get; set; }

    /// <summary>Encryption of a new repository: Aes256, Kms or KmsDsse. It cannot be changed later.</summary>
    [Parameter, ApiNameArgument]
    public RepositoryEncryption? Encryption { get; set; }

    /// <summary>Key for KMS encryption, as ARN, id or alias.</summary>
    [Parameter]
    public string? KmsKey { get; set; }

    /// <summary>Lifecycle policy: its JSON, or the path of a file that holds it.</summary>
    [Parameter]
    public string? LifecyclePolicy { get; set; }

    /// <summary>Writes a lifecycle policy that keeps this many untagged images and never expires a tagged one.</summary>
    [Parameter, ValidateRange(1, 1000)]
    public int? MaxImages { get; set; }

    /// <summary>Tags of the repository itself; others that it has stay.</summary>
    [Parameter, PairsArgument]
    public Hashtable? RepositoryTag { get; set; }

    /// <summary>Whether Lambda of the same account may read the repository. A new repository: yes.</summary>
    [Parameter]
    public bool? LambdaAccess { get; set; }

    /// <summary>Other accounts, by number, whose functions may run the images.</summary>
    [Parameter]
    public string[]? LambdaAccount { get; set; }
}
