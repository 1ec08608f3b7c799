using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Recognizing_an_ecr_registry
{
    [Theory]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "eu-west-1", false, false)]
    [InlineData("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1", true, false)]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1", false, false)]
    [InlineData("123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov", "us-iso-east-1", false, false)]
    [InlineData("123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov", "us-isob-east-1", false, false)]
    [InlineData("123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "eusc-de-east-1", false, false)]
    [InlineData("123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk", "eu-isoe-west-1", false, false)]
    [InlineData("123456789012.dkr.ecr.us-isof-south-1.csp.hci.ic.gov", "us-isof-south-1", false, false)]
    [InlineData("123456789012.dkr-ecr.eu-west-1.on.aws", "eu-west-1", false, true)]
    [InlineData("123456789012.dkr-ecr-fips.us-east-1.on.aws", "us-east-1", true, true)]
    public void Its_host_tells_account_and_region(string host, string region, bool isFips, bool isDualStack)
    {
        var parsed = EcrHost.TryParse(host).ShouldNotBeNull();
        (parsed.AccountId, parsed.Region, parsed.IsFips, parsed.IsDualStack)
            .ShouldBe(("123456789012", region, isFips, isDualStack));
    }

    [Theory]
    [InlineData("public.ecr.aws")]
    [InlineData("docker.io")]
    [InlineData("12345.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example")]
    [InlineData("evil.example/123456789012.dkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012xdkr.ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr-ecr.eu-west-1.amazonaws.com")]
    [InlineData("123456789012.dkr.ecr.eu-west-1.on.aws")]
    [InlineData(null)]
    public void Look_alikes_get_no_aws_login(string? host) => EcrHost.TryParse(host).ShouldBeNull();
}
