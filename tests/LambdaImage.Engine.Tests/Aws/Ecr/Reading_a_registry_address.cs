using LambdaImage.Engine.Aws.Ecr;

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
    [InlineData("public.ecr.aws")]
    [InlineData("docker.io")]
    [InlineData("127.0.0.1:5000")]
    [InlineData("12345.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com.cn")]
    public void Others_are_not_Amazon_ECR(string host) => EcrRegistry.TryParse(host).ShouldBeNull();
}
