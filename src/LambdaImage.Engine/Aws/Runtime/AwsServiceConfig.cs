using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Util.Internal;

namespace LambdaImage.Engine.Aws.Runtime;

/// <summary>Settings of one service client: where it sends to, how often it tries, how it introduces itself.</summary>
internal sealed class AwsServiceConfig : ClientConfig
{
    // Control-plane calls answer within seconds; creating a function from a large image is the slowest of them.
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(60);

    private static readonly string ProductVersion =
        typeof(AwsServiceConfig).Assembly.GetName().Version?.ToString(3) ?? "0";

    private readonly AwsServiceTraits _service;
    private readonly Uri _endpoint;

    public AwsServiceConfig(AwsServiceTraits service, string region, Uri endpoint, AwsHttp http, int? attempts)
        : base(new DefaultConfigurationProvider([new DefaultConfiguration
        {
            Name = Amazon.Runtime.DefaultConfigurationMode.Standard,
            RetryMode = RequestRetryMode.Standard,
        }]))
    {
        _service = service;
        _endpoint = endpoint;
        ServiceId = service.ServiceId;
        AuthenticationServiceName = service.SigningName;
        RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        AuthenticationRegion = region;
        // Endpoints are resolved before (AwsEndpoints), from the environment that was handed in.
        IgnoreConfiguredEndpointUrls = true;
        // The SDK's adaptive mode gives up after a single throttled first call; standard is what AWS recommends.
        RetryMode = RequestRetryMode.Standard;
        if ((service.Attempts ?? attempts) is { } count) MaxErrorRetry = count - 1;
        Timeout = service.AttemptTimeout ?? AttemptTimeout;
        HttpClientFactory = http;
    }

    public override string ServiceVersion => "1";

    public override string RegionEndpointServiceName => _service.SigningName;

    public override string UserAgent =>
        $"LambdaImage/{ProductVersion} {InternalSDKUtils.BuildUserAgentString(_service.ServiceId, ProductVersion)}";

    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters)
    {
        // A path prefix is signed rightly only when the one slash comes from the prefix (JSON, query) or from the
        // path (REST).
        var address = _endpoint.AbsoluteUri.TrimEnd('/');
        return new Endpoint(_service.Protocol == AwsProtocol.Rest ? address : address + "/");
    }
}
