using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Credentials;

/// <summary>Logins for public.ecr.aws, which allow ten times the pulls of an anonymous caller.
/// <see href="https://docs.aws.amazon.com/AmazonECR/latest/public/public-service-quotas.html"/></summary>
/// <param name="findLogin">Asks ECR Public; null: be anonymous.</param>
/// <param name="reject">Forgets a login that was refused, where it is kept.</param>
internal sealed class EcrPublicCredentials(
    Func<CancellationToken, Task<RegistryLogin?>> findLogin, Action<RegistryLogin> reject) : IRegistryCredentials
{
    private const string Registry = "public.ecr.aws";

    public async ValueTask<RegistryLogin?> FindAsync(ImageReference target, CancellationToken cancel) =>
        target.Registry == Registry ? await findLogin(cancel) : null;

    public void Reject(RegistryLogin login) => reject(login);
}
