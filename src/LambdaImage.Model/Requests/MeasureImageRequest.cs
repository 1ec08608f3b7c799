namespace LambdaImage;

/// <summary>Asks what an image is made of. Nothing is written but the cache of layers.</summary>
public sealed record MeasureImageRequest
{
    /// <summary>How many files, folders and other lines of each kind are told when the request does not say: a screenful.</summary>
    public const int DefaultTop = 10;

    /// <summary>The image.</summary>
    public required ImageInput Image { get; init; }

    /// <summary>Reference of the image it was built on; null: what the image says.</summary>
    public string? Base { get; init; }

    /// <summary>How many of the biggest files, folders and wasted files are told.</summary>
    public int Top { get; init; } = DefaultTop;

    /// <summary>Processor, should the source be an index of several images; null: x86_64 where it has one.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials to read with.</summary>
    public AwsSession Session { get; init; } = new();
}
