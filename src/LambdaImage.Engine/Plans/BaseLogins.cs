using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;

namespace LambdaImage.Engine.Plans;

/// <summary>Finds logins for base images in private Amazon ECR, so that nobody has to run <c>docker login</c> before a build.</summary>
/// <param name="ecr">Asks ECR for logins.</param>
internal sealed class BaseLogins(EcrCredentials ecr)
{
    public async Task<IReadOnlyDictionary<string, RegistryLogin>> FindAsync(BuildJob job, CancellationToken cancel)
    {
        // Names with variables are not known before the builder expands them; those of ECR rarely have any before their first slash.
        var logins = new Dictionary<string, RegistryLogin>(StringComparer.Ordinal);
        foreach (var image in job.Dockerfile.Sources(name => name).Concat(job.Request.BuildContexts.Values).Select(ImageReference.TryParse).OfType<ImageReference>())
        {
            if (!logins.ContainsKey(image.Registry) && await ecr.FindAsync(image, cancel) is { } login) logins[image.Registry] = login;
        }

        return logins;
    }
}
