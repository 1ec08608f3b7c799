namespace LambdaImage;

/// <summary>The Dockerfile of a project: generated in managed mode, the user's own in custom mode, none in prebuilt mode.</summary>
public sealed record LambdaDockerfile
{
    /// <summary>Absolute path of the file, whether or not it was written; null in prebuilt mode.</summary>
    public string? Path { get; init; }

    /// <summary>The whole text; empty in prebuilt mode.</summary>
    public string Text { get; init; } = "";

    /// <summary>Absolute path of the build context.</summary>
    public required string ContextPath { get; init; }

    /// <summary>Absolute path of the ignore file that applies; null when there is none.</summary>
    public string? IgnorePath { get; init; }

    /// <summary>The text of the ignore file; null when there is none.</summary>
    public string? IgnoreText { get; init; }

    /// <summary>Further files that it copies and that are written with it, relative to the build context.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What happened on disk.</summary>
    public DockerfileState State { get; init; }

    /// <summary>Which of the three modes applies.</summary>
    public BuildMode Mode => Project.Mode;

    /// <summary>Things Lambda would ignore or refuse, each with file and line.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The project this file belongs to.</summary>
    public required LambdaProject Project { get; init; }

    /// <summary>What has to run on this machine before the image is built; null: nothing, as always unless dependencies are installed on the host.</summary>
    public HostInstall? HostInstall { get; init; }
}
