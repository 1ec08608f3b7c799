namespace LambdaImage;

/// <summary>Asks for the Dockerfile of a project.</summary>
public sealed record DockerfileRequest
{
    /// <summary>The project.</summary>
    public required LambdaProject Project { get; init; }

    /// <summary>Whether a Dockerfile that LambdaImage did not write may be overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>Whether only the text is wanted and nothing is to be written.</summary>
    public bool TextOnly { get; init; }

    /// <summary>Whether the file is to be the user's own from now on: without the marker, and without anything that only LambdaImage can do.</summary>
    public bool Eject { get; init; }

    /// <summary>Who would build it, which decides where dependencies can be installed.</summary>
    public BuildEngine Engine { get; init; }

    /// <summary>Whether pins that the Dockerfile has already are made anew.</summary>
    public bool RenewPins { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account for pinning base images in Amazon ECR; all parts optional.</summary>
    public AwsSession Session { get; init; } = new();
}
