using LambdaImage.Engine.Deployments;

namespace LambdaImage.Engine.Tests.Deployments;

public sealed class Naming_a_function
{
    private const string Arn = "arn:aws:lambda:eu-west-1:123456789012:function:shop";

    [Theory]
    [InlineData("shop", "shop", "shop", null, null)]
    [InlineData("shop:$LATEST", "shop", "shop", null, null)]
    [InlineData("123456789012:function:shop", "shop", "123456789012:function:shop", null, "123456789012")]
    [InlineData(Arn, "shop", Arn, "eu-west-1", "123456789012")]
    [InlineData(Arn + ":$LATEST", "shop", Arn, "eu-west-1", "123456789012")]
    [InlineData("arn:aws-cn:lambda:cn-north-1:123456789012:function:a_B-9", "a_B-9", "arn:aws-cn:lambda:cn-north-1:123456789012:function:a_B-9", "cn-north-1", "123456789012")]
    public void All_forms_that_Lambda_takes_are_taken(string text, string name, string sent, string? region, string? account) =>
        FunctionName.Parse(text).ShouldBe(new FunctionName(name, sent, region, account));

    [Theory]
    [InlineData("shop:7")]
    [InlineData("shop:live")]
    [InlineData(Arn + ":live")]
    public void A_version_or_alias_cannot_be_given_an_image(string text) =>
        Should.Throw<LambdaImageException>(() => FunctionName.Parse(text)).Remedy.ShouldContain("-PublishVersion");

    [Theory]
    [InlineData("")]
    [InlineData("my shop")]
    [InlineData("arn:aws:s3:::bucket")]
    [InlineData("arn:aws:lambda:eu-west-1:12:function:shop")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void Anything_else_is_refused(string text) =>
        Should.Throw<LambdaImageException>(() => FunctionName.Parse(text)).Kind.ShouldBe(ErrorKind.RequestInvalid);
}
