namespace LambdaImage;

/// <summary>Asks to push an image that was carried here as an archive or layout.</summary>
public sealed record ImportImageRequest
{
    /// <summary>Absolute path of the archive or layout.</summary>
    public required string Path { get; init; }

    /// <summary>Processor, should it hold several images; null: x86_64 where it has one.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>How to publish; its image is filled in. Where it names no tag, the tag within the file is used.</summary>
    public required Func<BuiltLambdaImage, PublishRequest> Publish { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials.</summary>
    public AwsSession Session { get; init; } = new();
}
