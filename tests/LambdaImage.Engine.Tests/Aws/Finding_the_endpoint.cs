using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Credentials;

namespace LambdaImage.Engine.Tests.Aws;

public sealed class Finding_the_endpoint : IDisposable
{
    private readonly AwsBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("Ecr", "eu-west-1", "https://api.ecr.eu-west-1.amazonaws.com/")]
    [InlineData("EcrPublic", "us-east-1", "https://api.ecr-public.us-east-1.amazonaws.com/")]
    [InlineData("Lambda", "cn-north-1", "https://lambda.cn-north-1.amazonaws.com.cn/")]
    [InlineData("Sts", "us-gov-west-1", "https://sts.us-gov-west-1.amazonaws.com/")]
    [InlineData("Lambda", "us-iso-east-1", "https://lambda.us-iso-east-1.c2s.ic.gov/")]
    public void Every_partition_has_its_own_suffix(string service, string region, string expected) => Resolve(service, region).ShouldBe(expected);

    [Theory]
    [InlineData("Ecr", "us-east-1", "https://api.ecr-fips.us-east-1.amazonaws.com/")]
    [InlineData("Lambda", "us-east-1", "https://lambda-fips.us-east-1.amazonaws.com/")]
    [InlineData("Sts", "us-east-1", "https://sts-fips.us-east-1.amazonaws.com/")]
    [InlineData("Sts", "us-gov-west-1", "https://sts.us-gov-west-1.amazonaws.com/")]
    [InlineData("CloudWatch", "us-east-1", "https://monitoring-fips.us-east-1.amazonaws.com/")]
    [InlineData("CloudWatch", "us-gov-west-1", "https://monitoring.us-gov-west-1.amazonaws.com/")]
    public void FIPS_endpoints_are_used_where_wanted(string service, string region, string expected)
    {
        _bench.Environment["AWS_USE_FIPS_ENDPOINT"] = "true";

        Resolve(service, region).ShouldBe(expected);
    }

    [Theory]
    [InlineData("Ecr", "https://ecr.us-east-1.api.aws/")]
    [InlineData("Lambda", "https://lambda.us-east-1.api.aws/")]
    [InlineData("Iam", "https://iam.global.api.aws/")]
    public void Dual_stack_endpoints_are_used_where_wanted(string service, string expected)
    {
        _bench.Environment["AWS_USE_DUALSTACK_ENDPOINT"] = "true";

        Resolve(service, "us-east-1").ShouldBe(expected);
    }

    [Fact]
    public void The_address_that_was_asked_for_beats_all_settings()
    {
        _bench.Environment["AWS_ENDPOINT_URL"] = "http://general:1";
        _bench.Session = _bench.Session with { EndpointUrl = "http://mine:2" };

        Resolve("Lambda", "eu-west-1").ShouldBe("http://mine:2/");
    }

    [Fact]
    public void The_variable_of_a_service_beats_the_general_one()
    {
        _bench.Environment["AWS_ENDPOINT_URL"] = "http://general:1";
        _bench.Environment["AWS_ENDPOINT_URL_ECR_PUBLIC"] = "http://public:2";

        Resolve("EcrPublic", "us-east-1").ShouldBe("http://public:2/");
        Resolve("Ecr", "us-east-1").ShouldBe("http://general:1/");
    }

    [Fact]
    public void A_profile_can_name_one()
    {
        _bench.WriteProfiles("[default]\nendpoint_url = http://profile:3\n");

        Resolve("Lambda", "eu-west-1").ShouldBe("http://profile:3/");
    }

    [Fact]
    public void Configured_addresses_can_be_switched_off()
    {
        _bench.Environment["AWS_ENDPOINT_URL"] = "http://general:1";
        _bench.Environment["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"] = "true";

        Resolve("Lambda", "eu-west-1").ShouldBe("https://lambda.eu-west-1.amazonaws.com/");
    }

    [Theory]
    [InlineData("not a url")]
    [InlineData("ftp://host")]
    [InlineData("http://user:secret@host")]
    public void Nonsense_is_refused_without_repeating_it(string address)
    {
        _bench.Environment["AWS_ENDPOINT_URL_LAMBDA"] = address;

        var error = Should.Throw<LambdaImageException>(() => Resolve("Lambda", "eu-west-1"));

        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Message.ShouldContain("AWS_ENDPOINT_URL_LAMBDA");
        error.Message.ShouldNotContain(address);
    }

    private string Resolve(string service, string region) => new AwsEndpoints(_bench.Environment).Resolve(
        AwsServiceTraits.Of(Enum.Parse<AwsService>(service)),
        region,
        _bench.Session,
        new AwsProfiles(_bench.Environment).Find(_bench.Session)).ToString();
}
