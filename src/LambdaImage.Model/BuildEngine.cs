namespace LambdaImage;

/// <summary>Who builds the image.</summary>
public enum BuildEngine
{
    /// <summary>The daemonless engine where the Dockerfile has no RUN, otherwise the first container CLI that works.</summary>
    Auto,

    /// <summary>LambdaImage's own engine: no daemon, base layers stay in the registry.</summary>
    Daemonless,

    /// <summary>The docker CLI, with BuildKit where it has it.</summary>
    Docker,

    /// <summary>The podman CLI.</summary>
    Podman,

    /// <summary>The buildah CLI.</summary>
    Buildah,

    /// <summary>The finch CLI of AWS.</summary>
    Finch,

    /// <summary>The nerdctl CLI of containerd.</summary>
    Nerdctl,
}
