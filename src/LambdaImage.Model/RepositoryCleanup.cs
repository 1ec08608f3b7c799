namespace LambdaImage;

/// <summary>What a clean-up of a repository kept and deleted, and why.</summary>
public sealed record RepositoryCleanup
{
    /// <summary>Repository with its registry.</summary>
    public required string Repository { get; init; }

    /// <summary>Region of the repository.</summary>
    public required string Region { get; init; }

    /// <summary>Account of the repository.</summary>
    public required string AccountId { get; init; }

    /// <summary>Every image, newest first.</summary>
    public IReadOnlyList<RepositoryImage> Images { get; init; } = [];

    /// <summary>The accounts and Regions whose functions were asked, as <c>123456789012/eu-west-1</c>.</summary>
    public IReadOnlyList<string> Checked { get; init; } = [];

    /// <summary>Number of functions and versions that were looked at.</summary>
    public int FunctionVersions { get; init; }

    /// <summary>Number of images kept.</summary>
    public int Kept => Images.Count(image => !image.Deleted);

    /// <summary>Number of images deleted.</summary>
    public int Deleted => Images.Count(image => image.Deleted);

    /// <summary>Compressed size of the deleted images in bytes; layers that others share stay, so what is freed may be
    /// less.</summary>
    public long DeletedSize => Images.Where(image => image.Deleted).Sum(image => image.Size);

    /// <summary>Whether a lifecycle policy was written.</summary>
    public bool LifecyclePolicyWritten { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
