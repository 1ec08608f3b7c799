namespace LambdaImage;

/// <summary>Asks to write an image to disk.</summary>
public sealed record ExportImageRequest
{
    /// <summary>The image.</summary>
    public required ImageInput Image { get; init; }

    /// <summary>Absolute path to write to.</summary>
    public required string Path { get; init; }

    /// <summary>How to write it; null: a path that ends in <c>.tar</c> is a docker archive, another one an OCI layout.</summary>
    public ImageFileFormat? Format { get; init; }

    /// <summary>Name and tag within the file; null: those of the source.</summary>
    public string? Tag { get; init; }

    /// <summary>Processor, should the source be an index of several images; null: x86_64 where it has one.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Whether a file or layout that is there may be overwritten.</summary>
    public bool Force { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials to read with.</summary>
    public AwsSession Session { get; init; } = new();
}
