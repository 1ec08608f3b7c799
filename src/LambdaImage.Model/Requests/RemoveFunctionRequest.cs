namespace LambdaImage;

/// <summary>Asks to remove a function with the images that only it uses, and the repository when that is then
/// empty.</summary>
public sealed record RemoveFunctionRequest
{
    /// <summary>Name or ARN of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Whether its images stay.</summary>
    public bool KeepImages { get; init; }

    /// <summary>Whether the repository stays even when it is empty.</summary>
    public bool KeepRepository { get; init; }

    /// <summary>Whether the repository goes with images in it that no function uses.</summary>
    public bool Force { get; init; }

    /// <summary>Other accounts whose functions may use the images: how to get at each.</summary>
    public IReadOnlyList<AwsSession> Accounts { get; init; } = [];

    /// <summary>Accounts, by number, that may read the repository and are known to run nothing of it.</summary>
    public IReadOnlyList<string> IgnoredAccounts { get; init; } = [];

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
