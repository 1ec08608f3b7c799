using System.Net;

namespace LambdaImage.Engine.Registries;

/// <summary>Which hosts may be talked to how.</summary>
internal static class RegistryHosts
{
    private const int HttpsPort = 443;

    /// <summary>Whether an authority, <c>host[:port]</c>, is this machine: 127.0.0.0/8, ::1 or localhost.</summary>
    public static bool IsLoopback(string authority) =>
        Uri.TryCreate("http://" + authority, UriKind.Absolute, out var url) && IsLoopback(url);

    public static bool IsLoopback(Uri url) =>
        url.IsLoopback || string.Equals(url.Host, "localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>The scheme a registry speaks before anything was tried: https, but for loopback, where nobody has
    /// certificates.</summary>
    public static string SchemeOf(string authority) =>
        IsLoopback(authority) && new Uri("http://" + authority).Port != HttpsPort ? "http" : "https";

    /// <summary>Whether a registry may send us from one address to another. A registry must not be able to make this
    /// machine talk
    /// in clear text, to itself or to the metadata service of its cloud, unless the registry is there itself.</summary>
    /// <param name="from">Where we are.</param>
    /// <param name="to">Where we are sent.</param>
    /// <param name="mayGoOnInClear">Whether what is spoken to in clear text may send us on in clear text.</param>
    public static bool MaySendTo(Uri from, Uri to, bool mayGoOnInClear = false)
    {
        if (IsSameServer(from, to)) return true;
        if (to.Scheme == Uri.UriSchemeHttp)
            return from.Scheme == Uri.UriSchemeHttp && (IsLoopback(from) ? mayGoOnInClear || IsLoopback(to) : mayGoOnInClear && !IsInward(to));
        return to.Scheme == Uri.UriSchemeHttps && (IsLoopback(from) || !IsInward(to));
    }

    /// <summary>Resolves a Location header. Registries behind a proxy that ends TLS often name themselves with http:
    /// that is put right.</summary>
    /// <returns>The address, or null when there is none that can be read.</returns>
    public static Uri? Resolve(Uri from, Uri? location)
    {
        if (location is null || !Uri.TryCreate(from, location, out var to)) return null;
        var isDowngraded = from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp
            && string.Equals(from.IdnHost, to.IdnHost, StringComparison.OrdinalIgnoreCase)
                && (to.IsDefaultPort || to.Port == from.Port);
        return isDowngraded ? new UriBuilder(to) { Scheme = Uri.UriSchemeHttps, Port = from.Port }.Uri : to;
    }

    /// <summary>Whether credentials for one address may go to the other: only where scheme, host and port are the
    /// same.</summary>
    public static bool IsSameServer(Uri one, Uri other) =>
        one.Scheme == other.Scheme && one.Port == other.Port
            && string.Equals(one.IdnHost, other.IdnHost, StringComparison.OrdinalIgnoreCase);

    private static bool IsInward(Uri url) => IsLoopback(url)
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var address)
            && (IPAddress.IsLoopback(address) || IsLinkLocal(address)));

    private static bool IsLinkLocal(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.IsIPv6LinkLocal || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            || address.GetAddressBytes() is [169, 254, _, _];
    }
}
