using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Credentials;
using LambdaImage.Engine.Tests.Registries;

namespace LambdaImage.Engine.Tests.Aws;

/// <summary>The SDK reads this section of a profile itself, after the variable of the process, which the lab sets.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class Finding_the_endpoint_of_a_service : IDisposable
{
    private const string Variable = "AWS_ENDPOINT_URL";

    private readonly AwsBench _bench = new();
    private readonly string? _before = Environment.GetEnvironmentVariable(Variable);

    public Finding_the_endpoint_of_a_service() => Set(null);

    public void Dispose()
    {
        Set(_before);
        _bench.Dispose();
    }

    [Fact]
    public void A_profile_can_name_one_for_each_service()
    {
        File.WriteAllText(
            Path.Combine(_bench.Folder, "config"),
            "[default]\nservices = mine\n\n[services mine]\necr =\n  endpoint_url = http://ecr:4\n");

        Resolve("Ecr", "eu-west-1").ShouldBe("http://ecr:4/");
        Resolve("Lambda", "eu-west-1").ShouldBe("https://lambda.eu-west-1.amazonaws.com/");
    }

    private string Resolve(string service, string region) => new AwsEndpoints(_bench.Environment).Resolve(
        AwsServiceTraits.Of(Enum.Parse<AwsService>(service)),
        region,
        _bench.Session,
        new AwsProfiles(_bench.Environment).Find(_bench.Session)).ToString();

    /// <summary>The SDK remembers the variable until it is told to look again.</summary>
    private static void Set(string? address)
    {
        Environment.SetEnvironmentVariable(Variable, address);
        Amazon.Runtime.Internal.FallbackInternalConfigurationFactory.Reset();
    }
}
