using System.Net.Sockets;
using System.Security.Authentication;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;

namespace LambdaImage.Engine.Registries;

/// <summary>Decides what a failed connection means to the person who asked.</summary>
internal static class ConnectionFaults
{
    /// <param name="tried">Completes the sentence "Tried to …".</param>
    /// <param name="url">Where the request went.</param>
    /// <param name="failure">What the network said.</param>
    public static LambdaImageException Translate(string tried, Uri url, Exception failure)
    {
        var (host, proxy) = (url.Authority, ProxyFor(url));
        if (failure is not HttpRequestException request)
            return RegistryErrors.Interrupted(tried, host, Redact.Text(failure.Message), proxy, failure);
        return request.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => RegistryErrors.UnknownHost(tried, host, proxy, failure),
            HttpRequestError.ProxyTunnelError or HttpRequestError.UserAuthenticationError =>
                RegistryErrors.ProxyRefused(tried, host, proxy, failure),
            HttpRequestError.SecureConnectionError => Tls(tried, host, proxy, request),
            HttpRequestError.ConnectionError =>
                RegistryErrors.NotListening(tried, host, Reason(request), proxy, failure),
            _ => RegistryErrors.Interrupted(tried, host, Redact.Text(Innermost(failure).Message), proxy, failure),
        };
    }

    /// <summary>The proxy that requests to an address go through, without its password; null when there is
    /// none.</summary>
    public static string? ProxyFor(Uri url) =>
        new EnvironmentProxy().GetProxy(url) is { } proxy && proxy != url ? Redact.Url(proxy) : null;

    /// <summary>Which of the three ways to fail at TLS it was is told by .NET in words only; they are not
    /// localised.</summary>
    private static LambdaImageException Tls(string tried, string host, string? proxy, HttpRequestException failure)
    {
        var words = failure.InnerException is AuthenticationException inner ? inner.Message : failure.Message;
        if (words.Contains("frame", StringComparison.OrdinalIgnoreCase))
            return RegistryErrors.SpeaksPlainHttp(tried, host, failure);
        return words.Contains("certificate", StringComparison.OrdinalIgnoreCase)
            ? RegistryErrors.CertificateRefused(tried, host, Redact.Text(words), proxy, failure)
            : RegistryErrors.Interrupted(
                tried, host, "the TLS handshake failed: " + Redact.Text(Innermost(failure).Message), proxy, failure);
    }

    private static string Reason(HttpRequestException failure) => failure.InnerException is SocketException socket
        ? socket.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => "nothing listens there",
            SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no route to it",
            SocketError.TimedOut => "it did not answer",
            _ => Redact.Text(socket.Message),
        }
        : Redact.Text(Innermost(failure).Message);

    private static Exception Innermost(Exception failure) => failure.GetBaseException();
}
