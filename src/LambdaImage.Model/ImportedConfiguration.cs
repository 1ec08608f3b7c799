namespace LambdaImage;

/// <summary>A <c>lambda-image.yml</c> made of another tool's file.</summary>
public sealed record ImportedConfiguration
{
    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>Absolute path of the file it was made of.</summary>
    public required string Source { get; init; }

    /// <summary>The tool whose file that is.</summary>
    public required string Tool { get; init; }

    /// <summary>Whether it was written, or was there already with just this text.</summary>
    public bool Written { get; init; }

    /// <summary>Names of the images in it.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Names of the functions in it.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>What had no counterpart.</summary>
    public IReadOnlyList<UnsupportedSetting> Unsupported { get; init; } = [];
}
