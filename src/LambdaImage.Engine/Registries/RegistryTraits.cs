using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries;

/// <summary>What is different about a registry, as data: one row for each kind that needs one.</summary>
/// <param name="Name">Name of the kind, for messages.</param>
internal sealed record RegistryTraits(string Name)
{
    /// <summary>ECR refuses smaller parts, but for the last one.
    /// <see href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html"/></summary>
    private const long EcrMinimumChunk = 5 * 1024 * 1024;

    private const string Piped = "docker login --username AWS --password-stdin";

    private const string DockerHubApi = "registry-1.docker.io";

    /// <summary>Where the API is, when that is not the registry's own name.</summary>
    public string? ApiHost { get; init; }

    /// <summary>Whether it is a private Amazon ECR registry.</summary>
    public bool IsEcr { get; init; }

    /// <summary>Whether it is known to ask for Basic logins, so that the login may go with the first request.</summary>
    public bool AsksForBasic { get; init; }

    /// <summary>Size of the pieces a blob is cut into; null: it is sent in one piece, which is much faster.</summary>
    public long? ChunkSize { get; init; }

    /// <summary>The smallest piece accepted, should pieces be needed.</summary>
    public long MinimumChunk { get; init; } = 1;

    /// <summary>Whether asking it to take a blob over from another of its repositories can succeed.</summary>
    public bool CanMount { get; init; } = true;

    /// <summary>Whether pushing creates the repository. Where it does not, an absent one is an error that planning can
    /// foresee.</summary>
    public bool CreatesRepositories { get; init; } = true;

    /// <summary>Whether it is known to list by itself what refers to an image. Others are asked.
    /// <see href="https://aws.amazon.com/blogs/opensource/diving-into-oci-image-and-distribution-1-1-support-in-amazon-ecr/"/></summary>
    public bool ListsReferrers { get; init; }

    /// <summary>Whether it is known to speak https, so that plain http is never even tried.</summary>
    public bool IsPublicService { get; init; }

    private static readonly RegistryTraits Other = new("registry");

    private static readonly RegistryTraits Ecr = new("Amazon ECR")
    {
        IsEcr = true,
        AsksForBasic = true,
        MinimumChunk = EcrMinimumChunk,
        // Only where the account allows it (BLOB_MOUNTING); asking costs nothing, for the refusal is an upload session.
        CanMount = true,
        CreatesRepositories = false,
        ListsReferrers = true,
        IsPublicService = true,
    };

    private static readonly Dictionary<string, RegistryTraits> ByHost = new(StringComparer.OrdinalIgnoreCase)
    {
        [ImageReference.DockerHub] = new("Docker Hub") { ApiHost = DockerHubApi, IsPublicService = true },
        ["public.ecr.aws"] = new("Amazon ECR Public")
        {
            MinimumChunk = EcrMinimumChunk,
            CreatesRepositories = false,
            IsPublicService = true,
        },
        ["ghcr.io"] = new("GitHub Packages") { IsPublicService = true },
        ["quay.io"] = new("Quay") { IsPublicService = true },
        ["gcr.io"] = new("Google Container Registry") { IsPublicService = true },
        ["mcr.microsoft.com"] = new("Microsoft Artifact Registry")
        {
            CreatesRepositories = false,
            IsPublicService = true
        },
    };

    /// <summary>The row for a registry, by its name in references.</summary>
    public static RegistryTraits For(string registry)
    {
        if (EcrRegistry.TryParse(registry) is not null) return Ecr;
        return ByHost.GetValueOrDefault(registry, Other);
    }

    /// <summary>The command that stores a login for the registry where
    /// <see cref="Credentials.DockerConfigCredentials"/> finds it.</summary>
    public static string LoginCommand(string registry)
    {
        if (EcrRegistry.TryParse(registry) is { } ecr)
            return $"aws ecr get-login-password --region {ecr.Region} | {Piped} {registry}";
        if (string.Equals(registry, "public.ecr.aws", StringComparison.OrdinalIgnoreCase))
            return $"aws ecr-public get-login-password --region us-east-1 | {Piped} {registry}";
        return registry == ImageReference.DockerHub ? "docker login" : $"docker login {registry}";
    }
}
