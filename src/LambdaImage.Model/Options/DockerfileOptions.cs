namespace LambdaImage;

/// <summary>What a user changes about a managed Dockerfile without owning it: the keys of <c>lambda-image.yml</c>, and the parameters, which go
/// first. Null or empty everywhere: nothing is changed.</summary>
public sealed record DockerfileOptions
{
    /// <summary>Base image of the final stage, whole or by part.</summary>
    public BaseImageOptions Base { get; init; } = new();

    /// <summary>Whether base images are pinned to the digest that their tag has now; null: no.</summary>
    public bool? PinBase { get; init; }

    /// <summary>Where images that the Dockerfile names are kept, and taken from; null: they are taken from where they are.</summary>
    public string? BaseMirror { get; init; }

    /// <summary>System packages, by stage.</summary>
    public PackageOptions Packages { get; init; } = new();

    /// <summary>Variables of the final image. <c>$NAME</c> is expanded as in a Dockerfile, <c>$$</c> is a dollar.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>ARG instructions, by place.</summary>
    public BuildArgumentOptions BuildArguments { get; init; } = new();

    /// <summary>Secrets that installation steps may read; their values are given when the image is built.</summary>
    public IReadOnlyList<BuildSecret> Secrets { get; init; } = [];

    /// <summary>Whether installation steps may use the builder's SSH agent; null: no.</summary>
    public bool? Ssh { get; init; }

    /// <summary>Files and folders, relative to the project, that dependencies are installed from besides the usual manifests.</summary>
    public IReadOnlyList<string> CopyBeforeInstall { get; init; } = [];

    /// <summary>Instructions of the user's own, by place.</summary>
    public HookOptions Hooks { get; init; } = new();

    /// <summary>Commands that replace named steps of a framework, for example <c>build</c>, <c>assets</c>, <c>bootsnap</c>; an empty command
    /// leaves the step out.</summary>
    public IReadOnlyDictionary<string, string> Commands { get; init; } = new Dictionary<string, string>();

    /// <summary>User of the image, as <c>uid:gid</c> or a name that the base image knows. Lambda ignores it; local runs and scanners do not. Null:
    /// that of the base image.</summary>
    public string? User { get; init; }

    /// <summary>Whether everybody may read the image's files, as Lambda's own user must; null: yes.</summary>
    public bool? NormalizePermissions { get; init; }

    /// <summary>Settings of the Lambda Web Adapter, for frameworks behind it.</summary>
    public WebAdapterOptions WebAdapter { get; init; } = new();

    /// <summary>What the image runs instead of the detected command; empty: the detected one.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Whether installation steps keep their downloads between builds with cache mounts, which need BuildKit, podman or buildah; null: yes.</summary>
    public bool? CacheMounts { get; init; }

    /// <summary>Whether Bundler compiles gems instead of taking precompiled ones; null: no.</summary>
    public bool? ForceRubyPlatform { get; init; }

    /// <summary>Where dependencies are installed; null: as the machine allows.</summary>
    public DependencyInstall? DependencyInstall { get; init; }

    /// <summary>Labels of the image.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the image gets labels that tell its source; null: no.</summary>
    public bool? SourceLabels { get; init; }

    /// <summary>Whether an SBOM is stored beside the image when it is published; null: no.</summary>
    public bool? Sbom { get; init; }

    /// <summary>Stage of the user's own Dockerfile to stop at; null: the last.</summary>
    public string? Target { get; init; }

    /// <summary>The buildx builder that builds; null: the one in use, where docker builds.</summary>
    public string? Builder { get; init; }

    /// <summary>Network of RUN steps; null: the container CLI's own choice.</summary>
    public string? Network { get; init; }

    /// <summary>Caches that container CLIs read.</summary>
    public IReadOnlyList<string> CacheFrom { get; init; } = [];

    /// <summary>Caches that container CLIs write.</summary>
    public IReadOnlyList<string> CacheTo { get; init; } = [];

    /// <summary>Further arguments for container CLIs, as they are.</summary>
    public IReadOnlyList<string> BuildOptions { get; init; } = [];

    /// <summary>Further patterns for the ignore file.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];
}
