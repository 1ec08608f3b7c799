using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Registries;

/// <summary>What the user decides about reaching registries.</summary>
/// <param name="AllowInsecure">Whether registries other than loopback may speak plain http.</param>
/// <param name="EcrEndpoint">Address that stands in for every private ECR registry; null: each has its own.</param>
/// <param name="Mirrors">For pulls: registry name to the <c>host[/prefix]</c> that stands in for it.</param>
internal sealed record RegistryOptions(
    bool AllowInsecure, Uri? EcrEndpoint, IReadOnlyDictionary<string, string> Mirrors)
{
    public const string EndpointVariable = "LAMBDAIMAGE_REGISTRY_ENDPOINT";
    public const string MirrorsVariable = "LAMBDAIMAGE_REGISTRY_MIRRORS";

    public static readonly RegistryOptions Default = new(
        false, null, new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Combines what was asked for with what the environment says.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="allowInsecure">From <c>-AllowInsecureRegistry</c>.</param>
    /// <param name="endpoint">From <c>-RegistryEndpoint</c>; null: from the environment.</param>
    /// <exception cref="LambdaImageException">An address or the list of mirrors cannot be read.</exception>
    public static RegistryOptions From(IEnvironment environment, bool allowInsecure, string? endpoint)
    {
        var address = endpoint ?? environment.Get(EndpointVariable);
        return new RegistryOptions(
            allowInsecure,
            address is null ? null : ParseEndpoint(address),
            RegistryMirrors.Parse(environment.Get(MirrorsVariable)));
    }

    private static Uri ParseEndpoint(string address)
    {
        var text = address.Contains("://", StringComparison.Ordinal) ? address
            : (RegistryHosts.IsLoopback(address) ? "http://" : "https://") + address;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.Query.Length == 0
            ? url : throw RegistryErrors.EndpointInvalid(address, EndpointVariable);
    }
}
