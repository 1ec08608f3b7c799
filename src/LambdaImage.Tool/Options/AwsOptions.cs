using System.CommandLine;

namespace LambdaImage.Tool.Options;

/// <summary>Which account and Region. Keys come from the environment or a profile: an argument list is no place for secrets.</summary>
internal sealed class AwsOptions : OptionGroup
{
    private readonly Option<string?> _region;
    private readonly Option<string?> _profile;
    private readonly Option<string?> _profileLocation;
    private readonly Option<string?> _endpoint;
    private readonly Option<string?> _registryEndpoint;
    private readonly Option<bool> _insecure;

    public AwsOptions()
    {
        _region = Add<string?>("--region", "AWS Region.");
        _profile = Add<string?>("--profile", "Named AWS profile.");
        _profileLocation = Add<string?>("--profile-location", "File that holds the profiles.");
        _endpoint = Add<string?>("--endpoint-url", "Address for AWS API calls instead of the public endpoints.");
        _registryEndpoint = Add<string?>("--registry-endpoint", "Address that ECR registry traffic is sent to (or LAMBDAIMAGE_REGISTRY_ENDPOINT).");
        _insecure = Add<bool>("--allow-insecure-registry", "Allow plain http to registries that are not on loopback.");
    }

    public AwsSession Session(ParseResult parsed) => new()
    {
        Region = parsed.GetValue(_region),
        ProfileName = parsed.GetValue(_profile),
        ProfileLocation = parsed.GetValue(_profileLocation),
        EndpointUrl = parsed.GetValue(_endpoint),
        RegistryEndpoint = parsed.GetValue(_registryEndpoint),
    };

    public bool AllowInsecureRegistry(ParseResult parsed) => parsed.GetValue(_insecure);
}
