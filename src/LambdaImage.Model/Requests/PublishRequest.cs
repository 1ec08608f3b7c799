namespace LambdaImage;

/// <summary>Asks to push an image to a registry.</summary>
public sealed record PublishRequest
{
    /// <summary>Stage used in the default repository name when none is given.</summary>
    public const string DefaultStage = "dev";

    /// <summary>The image.</summary>
    public required BuiltLambdaImage Image { get; init; }

    /// <summary>Full reference of any registry to push to. Null: Amazon ECR of the session's account and Region.</summary>
    public string? Destination { get; init; }

    /// <summary>Name of the ECR repository, with <c>{service}</c> and <c>{stage}</c> filled in. Null:
    /// <c>serverless-{service}-{stage}</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>Stage in the default repository name; null: <c>dev</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>Tags to point at the image, with <c>{stage}</c>, <c>{version}</c>, <c>{timestamp}</c>,
    /// <c>{branch}</c>, <c>{sha}</c> and <c>{dirty}</c> filled in. Empty: the tag of the destination, else
    /// <c>latest</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What <c>{version}</c> in tags stands for; null: tags must do without.</summary>
    public string? Version { get; init; }

    /// <summary>Settings of the ECR repository.</summary>
    public RepositoryOptions RepositoryOptions { get; init; } = new();

    /// <summary>Whether to wait for the scan of the image in ECR; it is started when there is none.</summary>
    public bool WaitForScan { get; init; }

    /// <summary>Mildest severity of a finding that is a failure; null: nothing is. It includes the wait.</summary>
    public ScanSeverity? FailOnSeverity { get; init; }

    /// <summary>How long to wait for the scan.</summary>
    public TimeSpan ScanTimeout { get; init; } = ScanRequest.DefaultTimeout;

    /// <summary>Whether an SBOM in CycloneDX is read from the project's lock files and stored beside the image, to which it refers.</summary>
    public bool Sbom { get; init; }

    /// <summary>Whether a missing ECR repository is an error instead of being created.</summary>
    public bool NoCreateRepository { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
