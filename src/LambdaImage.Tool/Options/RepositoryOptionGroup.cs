using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>What the ECR repository is to be like.</summary>
internal sealed class RepositoryOptionGroup : OptionGroup
{
    private readonly Option<bool?> _scan;
    private readonly Option<TagMutability?> _mutability;
    private readonly Option<string[]> _exclusions;
    private readonly Option<RepositoryEncryption?> _encryption;
    private readonly Option<string?> _key;
    private readonly Option<string?> _lifecycle;
    private readonly Option<int?> _maxImages;
    private readonly Option<string[]> _tags;
    private readonly Option<bool?> _lambda;
    private readonly Option<string[]> _accounts;

    public RepositoryOptionGroup()
    {
        _scan = Add<bool?>("--scan-on-push", "Scan each image when it is pushed: true or false; a new repository: true.");
        _mutability = Add<TagMutability?>("--tag-mutability", "Mutable or Immutable; a new repository: Mutable.");
        _exclusions = AddMany("--tag-mutability-exclusion", "Wildcard pattern of tags for which the opposite holds; up to five times.");
        _encryption = Add<RepositoryEncryption?>("--encryption", "Encryption of a new repository: Aes256, Kms or KmsDsse.");
        _key = Add<string?>("--kms-key", "Key for KMS encryption, as ARN, id or alias.");
        _lifecycle = Add<string?>("--lifecycle-policy", "Lifecycle policy: its JSON, or the path of a file that holds it.");
        _maxImages = Add<int?>("--max-images", "Write a lifecycle policy that keeps this many untagged images and never expires a tagged one.");
        Limit(_maxImages, 1, 1000);
        _tags = AddMany("--repository-tag", "NAME=VALUE tag of the repository itself.");
        _lambda = Add<bool?>("--lambda-access", "Let Lambda of the same account read the repository: true or false; a new repository: true.");
        _accounts = AddMany("--lambda-account", "Other account whose functions may run the images.");
    }

    public RepositoryOptions Read(ParseResult parsed) => new()
    {
        ScanOnPush = parsed.GetValue(_scan),
        TagMutability = parsed.GetValue(_mutability),
        TagMutabilityExclusions = Some(parsed.GetValue(_exclusions)),
        Encryption = parsed.GetValue(_encryption),
        KmsKey = parsed.GetValue(_key),
        LifecyclePolicy = parsed.GetValue(_lifecycle),
        MaxImages = parsed.GetValue(_maxImages),
        Tags = parsed.GetValue(_tags) is { Length: > 0 } ? Pairs(parsed, _tags) : null,
        LambdaAccess = parsed.GetValue(_lambda),
        LambdaAccounts = Some(parsed.GetValue(_accounts)),
    };

    private static string[]? Some(string[]? values) => values is { Length: > 0 } ? values : null;
}
