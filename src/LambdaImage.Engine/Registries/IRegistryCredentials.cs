using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries;

/// <summary>One source of registry logins.</summary>
internal interface IRegistryCredentials
{
    /// <summary>Looks a login up.</summary>
    /// <param name="target">The image that is wanted.</param>
    /// <param name="cancel">Stops looking.</param>
    /// <returns>The login, or null: not mine. A source that is responsible but broken throws.</returns>
    ValueTask<RegistryLogin?> FindAsync(ImageReference target, CancellationToken cancel);

    /// <summary>Tells the source that a registry refused its login, so that a cached one is not given again.</summary>
    /// <param name="login">The login; sources that do not know it ignore it.</param>
    void Reject(RegistryLogin login)
    {
    }
}
