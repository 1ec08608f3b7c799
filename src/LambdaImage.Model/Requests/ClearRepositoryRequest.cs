namespace LambdaImage;

/// <summary>Asks to delete the images of a repository that no function uses.</summary>
public sealed record ClearRepositoryRequest
{
    /// <summary>Newest images that stay whatever their age: enough to go back some releases.</summary>
    public const int DefaultKeepLast = 10;

    /// <summary>Age under which an image stays: a release that is being tested is not used by a function yet.</summary>
    public static readonly TimeSpan DefaultKeepYounger = TimeSpan.FromDays(30);

    /// <summary>Name of the repository, or a reference in it.</summary>
    public required string Repository { get; init; }

    /// <summary>How many of the newest images stay.</summary>
    public int KeepLast { get; init; } = DefaultKeepLast;

    /// <summary>Age under which an image stays.</summary>
    public TimeSpan KeepYounger { get; init; } = DefaultKeepYounger;

    /// <summary>Wildcard patterns of tags; an image that has one of them stays.</summary>
    public IReadOnlyList<string> KeepTags { get; init; } = [];

    /// <summary>Other accounts whose functions may use the images: how to get at each.</summary>
    public IReadOnlyList<AwsSession> Accounts { get; init; } = [];

    /// <summary>Regions whose functions are asked besides the repository's own.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Accounts, by number, that may read the repository and are known to run nothing of it.</summary>
    public IReadOnlyList<string> IgnoredAccounts { get; init; } = [];

    /// <summary>Whether a lifecycle policy that expires only untagged images is written, after every untagged image in
    /// use was given a tag.</summary>
    public bool WriteLifecyclePolicy { get; init; }

    /// <summary>AWS account, Region and credentials of the repository.</summary>
    public AwsSession Session { get; init; } = new();
}
