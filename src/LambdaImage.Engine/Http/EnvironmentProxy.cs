using System.Net;

namespace LambdaImage.Engine.Http;

/// <summary>The proxy of the environment (HTTPS_PROXY, NO_PROXY …), never used for loopback: a local registry is not
/// behind a proxy.</summary>
internal sealed class EnvironmentProxy : IWebProxy
{
    public ICredentials? Credentials
    {
        get => HttpClient.DefaultProxy.Credentials;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) =>
        IsBypassed(destination) ? null : WithoutUser(HttpClient.DefaultProxy.GetProxy(destination));

    public bool IsBypassed(Uri host) => host.IsLoopback || HttpClient.DefaultProxy.IsBypassed(host);

    // .NET writes the address into exceptions. The login is in the credentials all the same.
    private static Uri? WithoutUser(Uri? proxy) =>
        proxy is { UserInfo.Length: > 0 } ? new UriBuilder(proxy) { UserName = "", Password = "" }.Uri : proxy;
}
