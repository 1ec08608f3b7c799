namespace LambdaImage;

/// <summary>Asks for what the rules have to say about a Dockerfile.</summary>
public sealed record LintRequest
{
    /// <summary>The project whose Dockerfile is meant: its <see cref="ProjectRequest.Dockerfile"/>, else the file that
    /// is there, else the one that would be generated. Not needed when <see cref="Dockerfile"/> is given.</summary>
    public ProjectRequest? Project { get; init; }

    /// <summary>The Dockerfile, when it is known already.</summary>
    public LambdaDockerfile? Dockerfile { get; init; }

    /// <summary>Stage that becomes the image; null: the last.</summary>
    public string? Target { get; init; }

    /// <summary>Processor of the function; null: that of the project.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Findings that matter less are left out.</summary>
    public LintSeverity MinimumSeverity { get; init; }

    /// <summary>Rules to apply; empty: all.</summary>
    public IReadOnlyList<string> Include { get; init; } = [];

    /// <summary>Rules to leave out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
