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

    /// <summary>Name of the ECR repository. Null: <c>serverless-{service}-{stage}</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>Stage in the default repository name; null: <c>dev</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>Tags to point at the image. Empty: the tag of the destination, else <c>latest</c>.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether a missing ECR repository is an error instead of being created.</summary>
    public bool NoCreateRepository { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
