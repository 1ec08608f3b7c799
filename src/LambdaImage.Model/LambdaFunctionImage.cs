namespace LambdaImage;

/// <summary>The image that a function, a version of it or an alias runs, and how it stands to what is in Amazon ECR.
/// What the caller may not see is null.</summary>
public sealed record LambdaFunctionImage
{
    /// <summary>Name of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>ARN of the function, version or alias.</summary>
    public required string FunctionArn { get; init; }

    /// <summary><c>$LATEST</c>, the number of a version, or the name of an alias.</summary>
    public required string Qualifier { get; init; }

    /// <summary>The version that runs: for an alias the one it points to.</summary>
    public required string Version { get; init; }

    /// <summary>Share of an alias's traffic that this version gets, from 0 to 1; null: it is no alias.</summary>
    public double? Weight { get; init; }

    /// <summary>The reference of the image, by digest.</summary>
    public required string ImageUri { get; init; }

    /// <summary>Digest of the image; null: Lambda tells none, as of a function whose creation failed.</summary>
    public string? Digest { get; init; }

    /// <summary>Repository of the image, with its registry.</summary>
    public required string Repository { get; init; }

    /// <summary>Tags that the image was deployed from; empty: only a digest was given, or nobody noted them.</summary>
    public IReadOnlyList<string> SourceTags { get; init; } = [];

    /// <summary>Tags that point at the image now.</summary>
    public IReadOnlyList<string>? Tags { get; init; }

    /// <summary>Digest that the first of the source tags points at now; null: none, or not known.</summary>
    public string? TagDigest { get; init; }

    /// <summary>How the image stands to what is in Amazon ECR.</summary>
    public ImageDrift? Drift { get; init; }

    /// <summary>Whether the image is still in Amazon ECR.</summary>
    public bool? InRepository { get; init; }

    /// <summary>Compressed size in bytes.</summary>
    public long? Size { get; init; }

    /// <summary>When the image was pushed.</summary>
    public DateTimeOffset? PushedAt { get; init; }

    /// <summary>When the image was made, as it says; null where it does not say (reproducible images).</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Base image, as the image says; null where it does not say.</summary>
    public string? BaseImage { get; init; }

    /// <summary>When the newest step of the base image was made; null where the image does not say.</summary>
    public DateTimeOffset? BaseCreatedAt { get; init; }

    /// <summary>How old the base image is.</summary>
    public TimeSpan? BaseAge { get; init; }

    /// <summary>What deserves a look, for example the end of support of the base image.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>State of the scan, for example <c>COMPLETE</c>.</summary>
    public string? ScanStatus { get; init; }

    /// <summary>Number of findings of the scan, by severity.</summary>
    public IReadOnlyDictionary<string, int>? ScanFindings { get; init; }

    /// <summary>Processor the function runs on.</summary>
    public LambdaArchitecture Architecture { get; init; }

    /// <summary>State of the function, for example <c>Active</c>.</summary>
    public string? State { get; init; }

    /// <summary>What is wrong with the function or its last update, and what helps; null: nothing.</summary>
    public string? StateReason { get; init; }

    /// <summary>When the function was changed last.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>AWS Region of the function.</summary>
    public required string Region { get; init; }
}
