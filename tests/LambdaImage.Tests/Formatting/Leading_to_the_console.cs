using LambdaImage.Formatting;

namespace LambdaImage.Tests.Formatting;

public sealed class Leading_to_the_console
{
    [Theory]
    [InlineData("arn:aws:lambda:eu-west-1:123456789012:function:shop", "https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/shop")]
    [InlineData("arn:aws-cn:lambda:cn-north-1:123456789012:function:shop:3", "https://cn-north-1.console.amazonaws.cn/lambda/home?region=cn-north-1#/functions/shop")]
    [InlineData("arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:shop", "https://us-gov-west-1.console.amazonaws-us-gov.com/lambda/home?region=us-gov-west-1#/functions/shop")]
    [InlineData("arn:aws-eusc:lambda:eusc-de-east-1:123456789012:function:shop", null)]
    [InlineData("arn:aws-iso:lambda:us-iso-east-1:123456789012:function:shop", null)]
    [InlineData("arn:aws-iso-f:lambda:us-isof-south-1:123456789012:function:shop", null)]
    [InlineData("shop", null)]
    [InlineData(null, null)]
    public void Of_a_function(string? arn, string? page) => ConsolePages.Function(arn).ShouldBe(page);

    [Theory]
    [InlineData("123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/shop@sha256:1a", "https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/team/shop?region=eu-west-1")]
    [InlineData("123456789012.dkr.ecr.us-gov-west-1.amazonaws.com/shop:v1", "https://us-gov-west-1.console.amazonaws-us-gov.com/ecr/repositories/private/123456789012/shop?region=us-gov-west-1")]
    [InlineData("docker.io/library/shop:1", null)]
    [InlineData(null, null)]
    public void Of_a_repository(string? uri, string? page) => ConsolePages.Repository(uri).ShouldBe(page);

    [Fact]
    public void What_has_no_page_stays_plain()
    {
        _Format.ImageLink("docker.io/library/shop:1").ShouldBe("docker.io/library/shop:1");
        _Format.FunctionLink(null, null).ShouldBe("");
    }
}
