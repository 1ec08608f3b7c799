using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.TestKit.Aws;

namespace LambdaImage.Engine.Tests.Aws.Ecr;

public sealed class Reading_a_registry_address
{
    [Theory]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "eu-west-1", false, "123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1", false, "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn")]
    [InlineData("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", "us-east-1", true, "123456789012.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData("123456789012.dkr-ecr.eu-west-1.on.aws", "eu-west-1", false, "123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com", "us-gov-west-1", false, "123456789012.dkr.ecr.us-gov-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov", "us-iso-east-1", false, "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov")]
    [InlineData("123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1", false, "123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov")]
    [InlineData("123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1", false, "123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk")]
    [InlineData("123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1", false, "123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov")]
    [InlineData("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1", false, "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu")]
    [InlineData("123456789012.dkr.ecr-fips.us-gov-east-1.amazonaws.com", "us-gov-east-1", true, "123456789012.dkr.ecr.us-gov-east-1.amazonaws.com")]
    public void All_forms_lead_to_the_plain_one(string host, string region, bool fips, string plain)
    {
        var registry = EcrRegistry.TryParse(host).ShouldNotBeNull();

        registry.AccountId.ShouldBe("123456789012");
        registry.Region.ShouldBe(region);
        registry.IsFips.ShouldBe(fips);
        registry.Host.ShouldBe(plain);
    }

    [Theory]
    [InlineData("123456789012.dkr-ecr.eu-west-1.on.aws", "eu-west-1", false)]
    [InlineData("123456789012.dkr-ecr-fips.us-gov-west-1.on.aws", "us-gov-west-1", true)]
    [InlineData("123456789012.dkr-ecr.cn-north-1.on.amazonwebservices.com.cn", "cn-north-1", false)]
    public void Dual_stack_ones_are_those_that_AWS_publishes(string host, string region, bool fips)
    {
        var registry = EcrRegistry.TryParse(host).ShouldNotBeNull();

        (registry.Region, registry.IsFips).ShouldBe((region, fips));
    }

    [Theory]
    [InlineData("123456789012.dkr-ecr.eusc-de-east-1.on.amazonwebservices.eu", "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu")]
    [InlineData("123456789012.dkr-ecr.us-iso-east-1.on.aws.ic.gov", "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov")]
    [InlineData("123456789012.dkr-ecr.eu-west-1.on.amazonwebservices.com.cn", "123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr-ecr.eu-west-1.amazonaws.com", "123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr-ecr.eu-west-1.on.evil.example", "123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    public void Others_of_that_form_are_refused_with_the_plain_one(string host, string plain)
    {
        var error = Should.Throw<LambdaImageException>(() => EcrRegistry.TryParse(host));

        error.Kind.ShouldBe(ErrorKind.ReferenceInvalid);
        error.Remedy.ShouldEndWith(plain);
    }

    [SkippableFact]
    public void Each_partition_that_botocore_knows_has_its_plain_address()
    {
        Skip.IfNot(ServiceModels.AreHere, "needs botocore");

        foreach (var partition in ServiceModels.Partitions())
        {
            var suffix = partition.GetProperty("outputs").GetProperty("dnsSuffix").GetString();
            foreach (var region in partition.GetProperty("regions").EnumerateObject().Select(each => each.Name).Where(name => !name.EndsWith("-global", StringComparison.Ordinal)))
            {
                var host = $"123456789012.dkr.ecr.{region}.{suffix}";
                EcrRegistry.TryParse(host).ShouldNotBeNull(host).Host.ShouldBe(host);
            }
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("public.ecr.aws")]
    [InlineData("docker.io")]
    [InlineData("127.0.0.1:5000")]
    [InlineData("12345.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.on.aws")]
    [InlineData("123456789012xdkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("evil.example/123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn")]
    public void Others_are_not_Amazon_ECR(string? host) => EcrRegistry.TryParse(host).ShouldBeNull();
}
