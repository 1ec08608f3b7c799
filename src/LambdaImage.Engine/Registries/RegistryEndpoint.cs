using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries;

/// <summary>Where one repository really is, once mirrors, stand-ins and schemes are decided.</summary>
/// <param name="Root">Address under which <c>v2/</c> is, ending in a slash.</param>
/// <param name="Reference">Registry and repository by the name that logins are stored under; no tag or digest.</param>
/// <param name="Traits">What is different about the registry.</param>
internal sealed record RegistryEndpoint(Uri Root, ImageReference Reference, RegistryTraits Traits)
{
    /// <summary>Whether it may send us on to addresses that speak plain http, because it does so itself and the user allowed that.</summary>
    public bool MayLeadToHttp { get; init; }

    public string Registry => Reference.Registry;

    public string Repository => Reference.Repository;

    /// <summary>Whether the two are repositories of one registry, so that blobs can be mounted and logins
    /// shared.</summary>
    public bool IsSameRegistry(RegistryEndpoint other) =>
        Root == other.Root
            && (!Traits.IsEcr || string.Equals(Registry, other.Registry, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the registry may send us from one address to another.</summary>
    public bool MayLead(Uri from, Uri to) => RegistryHosts.MaySendTo(from, to, MayLeadToHttp);

    /// <summary>Address of something in the repository, for example <c>manifests/latest</c>.</summary>
    public Uri Url(string path) => new(Root, $"v2/{Repository}/{path}");
}
