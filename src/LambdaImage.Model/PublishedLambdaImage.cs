namespace LambdaImage;

/// <summary>An image in a registry, pinned by digest, and what was sent to get it there.</summary>
public sealed record PublishedLambdaImage
{
    /// <summary>The reference Lambda is given: <c>repository@sha256:…</c>. Lambda takes a tag or a digest, never both.</summary>
    public required string ImageUri { get; init; }

    /// <summary>Repository with its registry, without tag or digest.</summary>
    public required string Repository { get; init; }

    /// <summary>Digest of the image manifest.</summary>
    public required string Digest { get; init; }

    /// <summary>Tags that now point at the digest.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>AWS Region of the registry; null when it is not Amazon ECR.</summary>
    public string? Region { get; init; }

    /// <summary>AWS account of the registry; null when it is not Amazon ECR.</summary>
    public string? AccountId { get; init; }

    /// <summary>Whether this run created the repository.</summary>
    public bool RepositoryCreated { get; init; }

    /// <summary>What was changed about an existing repository, in words; empty: nothing.</summary>
    public IReadOnlyList<string> RepositoryChanges { get; init; } = [];

    /// <summary>What the scan found; null: it was not waited for.</summary>
    public ImageScan? Scan { get; init; }

    /// <summary>The image's SBOM in the same repository, by digest; null: none was asked for.</summary>
    public string? SbomUri { get; init; }

    /// <summary>Every blob of the image, and whether it was sent.</summary>
    public IReadOnlyList<LayerUpload> Layers { get; init; } = [];

    /// <summary>Compressed size of the image in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Bytes of blobs and manifests that were sent; zero when the registry had everything.</summary>
    public long BytesSent { get; init; }

    /// <summary>Whether the registry already had exactly this image under these tags, with its SBOM where one was asked for.</summary>
    public bool NoChange { get; init; }

    /// <summary>Processor in the image configuration.</summary>
    public LambdaArchitecture Architecture { get; init; }

    /// <summary>How long publishing took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The bases it was moved between; null: it was not moved but built.</summary>
    public ImageRebase? Rebase { get; init; }

    /// <summary>The image that was published; null when an existing reference was given.</summary>
    public BuiltLambdaImage? Image { get; init; }
}
