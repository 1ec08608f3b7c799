namespace LambdaImage;

/// <summary>An image that was written to disk, to be carried elsewhere.</summary>
public sealed record ExportedLambdaImage
{
    /// <summary>Absolute path of the archive or layout.</summary>
    public required string Path { get; init; }

    /// <summary>How it is written.</summary>
    public required ImageFileFormat Format { get; init; }

    /// <summary>Name and tag within the file.</summary>
    public required string Reference { get; init; }

    /// <summary>The image that was written: its reference, or the path it was read from.</summary>
    public required string Source { get; init; }

    /// <summary>Digest of the manifest in the file.</summary>
    public required string Digest { get; init; }

    /// <summary>Digest of the manifest at the source.</summary>
    public required string SourceDigest { get; init; }

    /// <summary>Whether both are the same: the format could take the image as it is.</summary>
    public bool DigestKept => Digest == SourceDigest;

    /// <summary>Compressed size of all layers in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Processor in the image configuration; null: none of Lambda's.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Things that work but deserve a look.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }
}
