namespace LambdaImage;

/// <summary>Asks what is in the image of a project, by the project's own files. No registry is asked.</summary>
public sealed record SbomRequest
{
    /// <summary>The Dockerfile, with its project; null: that of <see cref="Image"/>.</summary>
    public LambdaDockerfile? Dockerfile { get; init; }

    /// <summary>The image, where it is built already: the document then names its digest and that of its base. Null: it is not.</summary>
    public BuiltLambdaImage? Image { get; init; }

    /// <summary>Absolute path of the file to write; null: only the text is wanted.</summary>
    public string? Output { get; init; }
}
