namespace LambdaImage;

/// <summary>Asks what a folder holds and which of the three modes applies.</summary>
public sealed record ProjectRequest
{
    /// <summary>Name of the Dockerfile that <c>-Dockerfile $true</c> stands for.</summary>
    public const string DefaultDockerfile = "Dockerfile";

    /// <summary>Environment variable that names an existing image when neither a Dockerfile nor an image is given.</summary>
    public const string ImageVariable = "LAMBDAIMAGE_IMAGE";

    /// <summary>Absolute path of the project folder.</summary>
    public required string Path { get; init; }

    /// <summary>Custom mode: path of the user's Dockerfile, absolute or relative to the folder. Null: not this mode.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>Prebuilt mode: reference of an existing image. Null: not this mode, unless the environment says so.</summary>
    public string? Image { get; init; }

    /// <summary>Whether <c>LAMBDAIMAGE_IMAGE</c> may choose the prebuilt mode.</summary>
    public bool UseEnvironment { get; init; } = true;

    /// <summary>Name of the framework to use instead of detecting one.</summary>
    public string? Framework { get; init; }

    /// <summary>Handler to use instead of the detected one.</summary>
    public string? Handler { get; init; }

    /// <summary>Processor to build for; null: what the project's configuration says, else x86_64.</summary>
    public LambdaArchitecture? Architecture { get; init; }

    /// <summary>Runtime version to use instead of the detected one, as in the base image's tag.</summary>
    public string? RuntimeVersion { get; init; }

    /// <summary>Service name to use instead of the detected one.</summary>
    public string? Name { get; init; }

    /// <summary>Absolute path of the configuration; null: <c>lambda-image.yml</c> or <c>lambda-image.yaml</c> in the folder, if it is there.</summary>
    public string? Configuration { get; init; }

    /// <summary>Stage of a service whose changes in the configuration count; null: what the configuration says, else <c>dev</c>.</summary>
    public string? Stage { get; init; }

    /// <summary>Keys of the configuration that parameters give. They beat the file, key by key: maps are merged, everything else is replaced, and a later
    /// setting beats an earlier one.</summary>
    public IReadOnlyList<ConfigurationSetting> Settings { get; init; } = [];

    /// <summary>What settings and configuration change about a managed Dockerfile; filled in when the project is looked at.</summary>
    public DockerfileOptions Options { get; init; } = new();
}
