namespace LambdaImage;

/// <summary>What is in an image, as a document that scanners and auditors read: CycloneDX 1.6 in JSON.
/// <see href="https://cyclonedx.org/docs/1.6/json/"/></summary>
public sealed record LambdaImageSbom
{
    /// <summary>Absolute path of the file that was written; null when only the text was asked for.</summary>
    public string? Path { get; init; }

    /// <summary>The whole document.</summary>
    public required string Text { get; init; }

    /// <summary>How many components it lists.</summary>
    public required int Components { get; init; }

    /// <summary>Digest of the image that it is about; null: it was read before the image was built.</summary>
    public string? Digest { get; init; }

    /// <summary>What is missing in it or not certain, each with its file.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The Dockerfile of the image.</summary>
    public LambdaDockerfile? Dockerfile { get; init; }
}
