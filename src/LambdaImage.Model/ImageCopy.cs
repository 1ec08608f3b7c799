namespace LambdaImage;

/// <summary>What became of an image at one of the places it was copied to.</summary>
public sealed record ImageCopy
{
    /// <summary>The place, as it was asked for: Region, and profile or role where one was given.</summary>
    public required string Destination { get; init; }

    /// <summary>The copy, by digest, ready for Update-LambdaFunctionImage; null: it failed.</summary>
    public string? ImageUri { get; init; }

    /// <summary>Repository with its registry; null: it failed before that was known.</summary>
    public string? Repository { get; init; }

    /// <summary>Digest of the image: the same everywhere.</summary>
    public required string Digest { get; init; }

    /// <summary>Tags that now point at it there.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Digests of what refers to the image and is there too now: SBOMs, signatures.</summary>
    public IReadOnlyList<string> Referrers { get; init; } = [];

    /// <summary>Region of the copy; null: not known.</summary>
    public string? Region { get; init; }

    /// <summary>Account of the copy; null: not known.</summary>
    public string? AccountId { get; init; }

    /// <summary>Whether the image and its tags were there already: nothing was written.</summary>
    public bool NoChange { get; init; }

    /// <summary>Whether this run created the repository.</summary>
    public bool RepositoryCreated { get; init; }

    /// <summary>Bytes that were sent.</summary>
    public long BytesSent { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Kind of the failure; null: it succeeded.</summary>
    public ErrorKind? FailedWith { get; init; }

    /// <summary>Why it failed; null: it succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>What to do about it; null: it succeeded.</summary>
    public string? Remedy { get; init; }
}
