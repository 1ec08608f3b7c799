namespace LambdaImage.Engine.Sboms;

/// <summary>What one language, or the Dockerfile, brings into an image.</summary>
/// <param name="Parts">Everything.</param>
/// <param name="Roots">Package URLs of what the project asks for itself.</param>
internal sealed record SbomParts(IReadOnlyList<SbomPart> Parts, IReadOnlyList<string> Roots)
{
    /// <summary>Why something is missing or not certain, each with its file.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Parts of which nothing says what needs what, so that all hang on the image.</summary>
    public static SbomParts Flat(params IEnumerable<SbomPart> parts) => new([.. parts], [.. parts.Select(part => part.Purl)]);
}
