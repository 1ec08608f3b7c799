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
}
