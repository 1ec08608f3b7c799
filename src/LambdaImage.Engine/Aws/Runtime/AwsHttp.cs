using Amazon.Runtime;
using LambdaImage.Engine.Http;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>Lets the SDK send through a handler of ours, so that tests need no network and all services share
/// connections.</summary>
internal sealed class AwsHttp(HttpMessageHandler handler) : HttpClientFactory
{
    // AWS's services answer the connection within milliseconds; a host that has not after this long never will.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    // Long enough to reuse connections, short enough to follow DNS changes of the endpoints.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    /// <summary>The handler for real traffic. It never follows redirects: a signed request belongs to one
    /// host.</summary>
    public static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        Proxy = new EnvironmentProxy(),
    };

    // The SDK times each attempt by itself.
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
        new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => true;
}
