namespace LambdaImage;

/// <summary>A project folder, the mode it will be built in, and what was detected in it.</summary>
public sealed record LambdaProject
{
    /// <summary>Absolute path of the project folder, which is also the build context.</summary>
    public required string Path { get; init; }

    /// <summary>Name of the service: lower-case, from the project's own manifest or else the folder. Part of the default repository name.</summary>
    public required string Name { get; init; }

    /// <summary>Which of the three modes applies.</summary>
    public required BuildMode Mode { get; init; }

    /// <summary>Why that mode was chosen: the parameter, environment variable or default that decided.</summary>
    public required string ModeReason { get; init; }

    /// <summary>Name of the detected framework, for example <c>Express</c>; null in the custom and prebuilt modes when nothing was recognised.</summary>
    public string? Framework { get; init; }

    /// <summary>Language runtime and version; null when the mode does not need one.</summary>
    public LambdaRuntime? Runtime { get; init; }

    /// <summary>Processor that the image is built for.</summary>
    public LambdaArchitecture Architecture { get; init; }

    /// <summary>What Lambda calls, in the form the runtime expects (for example <c>app.handler</c>); null when the image decides.</summary>
    public string? Handler { get; init; }

    /// <summary>Absolute path of the project's own Dockerfile in custom mode; null otherwise.</summary>
    public string? DockerfilePath { get; init; }

    /// <summary>Reference of the existing image in prebuilt mode; null otherwise.</summary>
    public string? SourceImage { get; init; }

    /// <summary>Every fact the conclusions rest on, in reading order.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Things that will work but deserve a look, for example a runtime past its end of support.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Absolute path of the configuration that was read; null when there is none.</summary>
    public string? ConfigurationPath { get; init; }

    /// <summary>What configuration and parameters change about the managed Dockerfile.</summary>
    public DockerfileOptions Options { get; init; } = new();

    /// <summary>Name of the image in its service; null when it belongs to none.</summary>
    public string? ImageName { get; init; }

    /// <summary>Absolute path of the file that describes the service; null when it belongs to none.</summary>
    public string? ServicePath { get; init; }

    /// <summary>The projects of all images, where the folder describes several; this is the first of them. Empty otherwise.</summary>
    public IReadOnlyList<LambdaProject> Images { get; init; } = [];
}
