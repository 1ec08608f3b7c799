using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Aws.EcrPublic;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Registries.Pushing;

namespace LambdaImage.Engine.Plans;

/// <summary>What one AWS session gives access to: its API connection, and all registries with the logins there are for them.</summary>
internal sealed class Connections : IDisposable
{
    private static readonly string[] CredentialVariables = ["AWS_ACCESS_KEY_ID", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"];

    private readonly IWorkReporter _reporter;

    public Connections(EngineParts parts, AwsSession session, bool allowInsecure, IWorkReporter reporter)
    {
        _reporter = reporter;
        // The first digest loads OpenSSL, for which the first answer of a registry need not wait.
        _ = Task.Run(() => Digest.Of([]));
        Aws = parts.Aws.Connect(session, reporter);
        var ecr = new EcrLogin(Aws);
        var ecrPublic = new EcrPublicLogin(Aws, reporter);
        var sources = CredentialOrder.Standard(
            given: null, (registry, cancel) => LoginAsync(ecr, registry, cancel), parts.Environment, parts.Processes, parts.Time);
        EcrCredentials = sources.OfType<EcrCredentials>().Single();
        EcrPublicCredentials = new EcrPublicCredentials(
            cancel => HasKeysAtHand(parts, session) ? ecrPublic.FindAsync(cancel) : Task.FromResult<RegistryLogin?>(null), ecrPublic.Reject);
        Registries = new RegistryCatalog(
            RegistryOptions.From(parts.Environment, allowInsecure, session.RegistryEndpoint),
            parts.RegistryHttp,
            [.. sources, EcrPublicCredentials],
            parts.Time,
            reporter,
            documents: new StoredDocuments(Path.Combine(parts.Environment.CacheFolder, "documents", "sha256")),
            places: new BlobPlaces(Path.Combine(parts.Environment.CacheFolder, "places")));
    }

    public AwsConnection Aws { get; }

    public RegistryCatalog Registries { get; }

    /// <summary>Logins for private Amazon ECR.</summary>
    public EcrCredentials EcrCredentials { get; }

    /// <summary>A login for public.ecr.aws, where AWS credentials are at hand.</summary>
    public EcrPublicCredentials EcrPublicCredentials { get; }

    /// <summary>Opens an image in its registry.</summary>
    public OpenImage OpenImage => Registries.Images.OpenAsync;

    /// <summary>Opens a blob that a sparse layout left in its registry.</summary>
    public async Task<Stream> OpenBlobAsync(ImageReference repository, Descriptor blob, CancellationToken cancel) =>
        await new RegistryLayer(await Registries.ForPullAsync(repository, cancel), blob, repository, _reporter).OpenAsync(cancel);

    /// <summary>Reads the processor of an image that is already in a registry.</summary>
    public async Task<LambdaArchitecture?> FindArchitectureAsync(ImageReference image, CancellationToken cancel)
    {
        try
        {
            await OpenImage(image, LambdaArchitecture.X86_64, cancel);
            return LambdaArchitecture.X86_64;
        }
        catch (LambdaImageException other) when (other.Kind == ErrorKind.ArchitectureMismatch)
        {
            await OpenImage(image, LambdaArchitecture.Arm64, cancel);
            return LambdaArchitecture.Arm64;
        }
    }

    /// <summary>Pulling from public.ecr.aws works without a login, so nobody is made to wait for the search through instance metadata.</summary>
    private static bool HasKeysAtHand(EngineParts parts, AwsSession session) =>
        session.Keys is not null || session.ProfileName is not null
        || CredentialVariables.Any(variable => parts.Environment.Get(variable) is not null);

    /// <summary>Without any AWS credentials, a login that somebody made with <c>docker login</c> may still do.</summary>
    private static async Task<RegistryLogin?> LoginAsync(EcrLogin ecr, EcrRegistry registry, CancellationToken cancel)
    {
        try
        {
            return await ecr.GetAsync(registry, cancel);
        }
        catch (LambdaImageException missing) when (missing.Kind == ErrorKind.CredentialsNotFound)
        {
            return null;
        }
    }

    public void Dispose() => Registries.Dispose();
}
