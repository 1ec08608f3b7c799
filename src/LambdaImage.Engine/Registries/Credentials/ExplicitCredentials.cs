using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Credentials;

/// <summary>A login that was given for one registry. Any other registry never sees it.</summary>
internal sealed class ExplicitCredentials(string registry, RegistryLogin login) : IRegistryCredentials
{
    public ValueTask<RegistryLogin?> FindAsync(ImageReference target, CancellationToken cancel) =>
        ValueTask.FromResult(
            string.Equals(target.Registry, registry, StringComparison.OrdinalIgnoreCase) ? login : null);
}
