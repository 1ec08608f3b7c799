namespace LambdaImage;

/// <summary>Asks for an image.</summary>
public sealed record BuildRequest
{
    /// <summary>What to build, in any of the three modes.</summary>
    public required LambdaDockerfile Dockerfile { get; init; }

    /// <summary>Who builds it.</summary>
    public BuildEngine Engine { get; init; }

    /// <summary>The buildx builder that builds, local, remote or on Kubernetes, which makes it the docker CLI that builds; null: the one in use.</summary>
    public string? Builder { get; init; }

    /// <summary>Network of RUN steps: <c>host</c>, <c>none</c>, or a name that the container CLI knows; null: that of <c>LAMBDAIMAGE_BUILD_NETWORK</c>, else the CLI's own choice.</summary>
    public string? Network { get; init; }

    /// <summary>Local name and tag of the result; null: the project's name and <c>latest</c>.</summary>
    public string? Tag { get; init; }

    /// <summary>Where to write the image besides keeping it: a folder for an OCI layout, a path ending in <c>.tar</c> for a docker archive. Null: nowhere.</summary>
    public string? Output { get; init; }

    /// <summary>Stage to stop at; null: the last.</summary>
    public string? Target { get; init; }

    /// <summary>Values for ARG instructions. They stay visible in the image's history: never secrets.</summary>
    public IReadOnlyDictionary<string, string> BuildArguments { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of the image, on top of those of the project's configuration. Everybody who has the image can read them: never secrets.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the image gets labels that tell its source: commit, repository, branch, user and tool. Its digest then changes with them.</summary>
    public bool SourceLabels { get; init; }

    /// <summary>Start of a secret that is in an environment variable instead of a file: <c>env:NPM_TOKEN</c>.</summary>
    public const string SecretVariablePrefix = "env:";

    /// <summary>Build secrets for container CLIs, by id: path of the file that holds the secret, or the environment variable as <c>env:NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether RUN steps that mount it may use this machine's SSH agent.</summary>
    public bool Ssh { get; init; }

    /// <summary>Start of a named context that is an image in a layout: <c>oci-layout://folder:tag</c> or <c>oci-layout://folder@sha256:…</c>.</summary>
    public const string LayoutPrefix = "oci-layout://";

    /// <summary>Additional named contexts, by name: a folder, an image reference or an image in a layout. They stand in for what FROM and COPY --from name.</summary>
    public IReadOnlyDictionary<string, string> BuildContexts { get; init; } = new Dictionary<string, string>();

    /// <summary>Caches that container CLIs read: a reference, or <c>type=registry,ref=…</c>. The daemonless engine has its own.</summary>
    public IReadOnlyList<string> CacheFrom { get; init; } = [];

    /// <summary>Caches that container CLIs write.</summary>
    public IReadOnlyList<string> CacheTo { get; init; } = [];

    /// <summary>Further arguments for container CLIs, as they are. The daemonless engine cannot carry them out.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Whether earlier results of a container CLI are ignored.</summary>
    public bool NoCache { get; init; }

    /// <summary>Whether base images are looked up in the registry even when a container CLI has them.</summary>
    public bool Pull { get; init; }

    /// <summary>Where images that the Dockerfile names are kept, and taken from: a prefix for repositories in the session's Amazon ECR, or a registry and a
    /// prefix. One that is not there is copied there first, with its digest; with <see cref="Pull"/> also one whose tag has moved on. Null: they are taken from where they are.</summary>
    public string? BaseMirror { get; init; }

    /// <summary>Whether registries may be spoken to over plain http outside loopback.</summary>
    public bool AllowInsecureRegistry { get; init; }

    /// <summary>How the image will be published, where that is known and nobody is still asked: the daemonless engine then sends large layers while it
    /// compresses them. Null: nothing is sent before the image is published.</summary>
    public Func<BuiltLambdaImage, PublishRequest>? PublishAs { get; init; }

    /// <summary>AWS account for base images in Amazon ECR; all parts optional.</summary>
    public AwsSession Session { get; init; } = new();
}
