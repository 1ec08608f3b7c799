namespace LambdaImage;

/// <summary>An image that is ready to be published, and where its bytes are.</summary>
public sealed record BuiltLambdaImage
{
    /// <summary>Local name of the image, for example <c>shop:latest</c>, or the source reference in prebuilt mode.</summary>
    public required string Reference { get; init; }

    /// <summary>Digest of the single image manifest, <c>sha256:…</c>. This is what Lambda will run.</summary>
    public required string Digest { get; init; }

    /// <summary>Digest of the image configuration, which the container CLIs call the image id.</summary>
    public required string ImageId { get; init; }

    /// <summary>Compressed size of all layers in bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Processor in the image configuration.</summary>
    public required LambdaArchitecture Architecture { get; init; }

    /// <summary>Who built it: <c>daemonless</c>, <c>docker</c>, <c>podman</c>, <c>buildah</c>, or <c>none</c> for an existing image.</summary>
    public required string Builder { get; init; }

    /// <summary>Where the bytes are.</summary>
    public required ImageLocation Location { get; init; }

    /// <summary>The base image, pinned to the digest that was used; null when there is none or the builder does not tell.</summary>
    public string? BaseImage { get; init; }

    /// <summary>The layers, lowest first.</summary>
    public IReadOnlyList<ImageLayer> Layers { get; init; } = [];

    /// <summary>ENTRYPOINT of the image.</summary>
    public IReadOnlyList<string> EntryPoint { get; init; } = [];

    /// <summary>CMD of the image: the handler.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>How long the build took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Things that will work but deserve a look.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The Dockerfile (or the mode's choice) it was built from; null when an image was given directly.</summary>
    public LambdaDockerfile? Dockerfile { get; init; }
}
