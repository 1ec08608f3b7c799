namespace LambdaImage;

/// <summary>Asks how two images differ, or an image and a folder. Nothing is written but the cache of layers.</summary>
public sealed record CompareImagesRequest
{
    /// <summary>The image to compare with.</summary>
    public required ImageInput Reference { get; init; }

    /// <summary>The other image; null: <see cref="Folder"/> is given.</summary>
    public ImageInput? Difference { get; init; }

    /// <summary>Absolute path of a folder instead of the other image; what its ignore file leaves out does not count.</summary>
    public string? Folder { get; init; }

    /// <summary>Folder of the image that <see cref="Folder"/> stands for; null: its working directory.</summary>
    public string? ImagePath { get; init; }

    /// <summary>Paths to look at, with <c>*</c> and <c>?</c>, which stand for slashes, too. A folder stands for all below it. Empty: all.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Whether what is equal is told, too.</summary>
    public bool IncludeEqual { get; init; }

    /// <summary>Processor, should a source be an index of several images; null: x86_64 where it has one.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>AWS account, Region and credentials to read with.</summary>
    public AwsSession Session { get; init; } = new();
}
