namespace LambdaImage;

/// <summary>Asks to point a function at an image, creating the function when a role is given and it does not exist.</summary>
public sealed record UpdateFunctionRequest
{
    /// <summary>How long to wait for Lambda when the request does not say: AWS's own waiters allow five minutes.</summary>
    public static readonly TimeSpan DefaultWaitTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Name or ARN of the function.</summary>
    public required string FunctionName { get; init; }

    /// <summary>Reference of the image in ECR. A tag is resolved to its digest first.</summary>
    public required string ImageUri { get; init; }

    /// <summary>The published image; null when only a reference is known.</summary>
    public PublishedLambdaImage? Image { get; init; }

    /// <summary>Processor of the image; null: read from the image, or left to Lambda.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Settings to apply besides the image.</summary>
    public FunctionSettings Settings { get; init; } = new();

    /// <summary>Whether to publish a version afterwards.</summary>
    public bool PublishVersion { get; init; }

    /// <summary>Description of the published version; null: facts about the release.</summary>
    public string? VersionDescription { get; init; }

    /// <summary>How traffic comes to the new version.</summary>
    public TrafficOptions Traffic { get; init; } = new();

    /// <summary>Whether to update even when the function already runs this digest.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to only rehearse it: Lambda checks access, image and revision, and nothing is written.</summary>
    public bool DryRun { get; init; }

    /// <summary>How long to wait for Lambda at each step.</summary>
    public TimeSpan WaitTimeout { get; init; } = DefaultWaitTimeout;

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
