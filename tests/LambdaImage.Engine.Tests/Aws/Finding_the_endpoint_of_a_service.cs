using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Credentials;
using LambdaImage.Engine.Tests.Registries;

namespace LambdaImage.Engine.Tests.Aws;

/// <summary>The SDK reads this section of a profile itself, after variables of the process, which the lab sets.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class Finding_the_endpoint_of_a_service : IDisposable
{
    private static readonly string[] Variables = ["AWS_ENDPOINT_URL", "AWS_CONFIG_FILE"];

    private readonly AwsBench _bench = new();
    private readonly string?[] _before = [.. Variables.Select(Environment.GetEnvironmentVariable)];

    public Finding_the_endpoint_of_a_service() => Set([null, null]);

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

    /// <summary>The SDK remembers what it found until it is told to look again.</summary>
    private static void Set(string?[] values)
    {
        foreach (var (variable, value) in Variables.Zip(values)) Environment.SetEnvironmentVariable(variable, value);
        Amazon.Runtime.Internal.FallbackInternalConfigurationFactory.Reset();
    }
}
