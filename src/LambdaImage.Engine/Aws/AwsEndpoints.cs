using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws;

/// <summary>Decides the address of a service: what was asked for, the settings all AWS tools share, else the public
/// endpoint.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html"/></summary>
internal sealed class AwsEndpoints(IEnvironment environment)
{
    public Uri Resolve(AwsServiceTraits service, string region, AwsSession session, CredentialProfile? profile)
    {
        if (session.EndpointUrl is { } explicitly) return Parse(explicitly, "-EndpointUrl");
        if (Configured(service, profile) is { } configured) return configured;
        var fips = IsOn("AWS_USE_FIPS_ENDPOINT") ?? profile?.UseFIPSEndpoint ?? false;
        var dualStack = IsOn("AWS_USE_DUALSTACK_ENDPOINT") ?? profile?.UseDualstackEndpoint ?? false;
        var partition = Fn.Partition(region);
        if (fips && !partition.supportsFIPS)
        {
            throw AwsErrors.EndpointUnsupported("FIPS", region, "AWS_USE_FIPS_ENDPOINT");
        }

        if (dualStack && !partition.supportsDualStack)
        {
            throw AwsErrors.EndpointUnsupported("dual-stack", region, "AWS_USE_DUALSTACK_ENDPOINT");
        }

        return new Uri("https://" + service.Host(region, fips, dualStack));
    }

    private Uri? Configured(AwsServiceTraits service, CredentialProfile? profile)
    {
        if (IsOn("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS") ?? profile?.IgnoreConfiguredEndpointUrls ?? false) return null;
        foreach (var variable in (string[])[service.EndpointVariable, "AWS_ENDPOINT_URL"])
        {
            if (environment.Get(variable) is { } address) return Parse(address, variable);
        }

        if (profile is null) return null;
        var own = string.IsNullOrEmpty(profile.Services) ? null : new ServicesSection(service, profile).ServiceURL;
        if (own is { Length: > 0 }) return Parse(own, $"the services section of profile '{profile.Name}'");
        return profile.EndpointUrl is { Length: > 0 } general
            ? Parse(general, $"endpoint_url of profile '{profile.Name}'")
            : null;
    }

    private bool? IsOn(string variable) => environment.Get(variable) is { } value
        ? string.Equals(value, "true", StringComparison.OrdinalIgnoreCase)
        : null;

    private static Uri Parse(string address, string source) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0
            ? uri
            : throw AwsErrors.EndpointInvalid(source);

    /// <summary>Reads the <c>services</c> section that a profile names: only the SDK's configuration class can see
    /// into it.</summary>
    private sealed class ServicesSection : ClientConfig
    {
        private static readonly DefaultConfiguration Defaults =
            new() { Name = Amazon.Runtime.DefaultConfigurationMode.Standard };

        private readonly AwsServiceTraits _service;

        public ServicesSection(AwsServiceTraits service, CredentialProfile profile)
            : base(new DefaultConfigurationProvider([Defaults]))
        {
            _service = service;
            ServiceId = service.ServiceId;
            var file = (profile.CredentialProfileStore as SharedCredentialsFile)?.FilePath;
            Profile = file is null ? new Amazon.Profile(profile.Name) : new Amazon.Profile(profile.Name, file);
        }

        public override string ServiceVersion => "1";

        public override string RegionEndpointServiceName => _service.SigningName;

        public override string UserAgent => "";

        public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
            throw new NotSupportedException("This only reads settings.");
    }
}
