using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Credentials;

/// <summary>Logins that <c>docker login</c> and <c>podman login</c> keep in a file.</summary>
internal sealed class DockerConfigCredentials(DockerConfigFiles files) : IRegistryCredentials
{
    public async ValueTask<RegistryLogin?> FindAsync(ImageReference target, CancellationToken cancel)
    {
        foreach (var file in await files.ReadAsync(cancel))
        {
            // Podman keeps logins for parts of a registry, too: the longest path that fits is meant.
            for (var name = target.Name; name.Length > 0; name = name[..Math.Max(name.LastIndexOf('/'), 0)])
            {
                if (file.Logins.TryGetValue(DockerConfigFile.Canonical(name), out var login)) return login;
            }
        }

        return null;
    }
}
