using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Tests.Aws.Ecr;

public sealed class Naming_a_repository
{
    [Theory]
    [InlineData("shop", "dev", "serverless-shop-dev")]
    [InlineData("MyShop", "PROD", "serverless-myshop-prod")]
    [InlineData("my--shop-", "dev", "serverless-my-shop-dev")]
    [InlineData("shop", "dev-", "serverless-shop-dev")]
    public void The_default_is_that_of_the_Serverless_Framework(string service, string stage, string expected) =>
        RepositoryNaming.Default(service, stage).ShouldBe(expected);

    [Theory]
    [InlineData("team/shop")]
    [InlineData("a.b_c__d-e/f1")]
    [InlineData("ab")]
    public void Names_in_the_grammar_are_taken(string name) => RepositoryNaming.Check(name).ShouldBe(name);

    [Theory]
    [InlineData("a")]
    [InlineData("Shop")]
    [InlineData("-shop")]
    [InlineData("shop-")]
    [InlineData("a//b")]
    [InlineData("a..b")]
    [InlineData("my shop")]
    public void Others_are_refused_before_AWS_would(string name)
    {
        var error = Should.Throw<LambdaImageException>(() => RepositoryNaming.Check(name));

        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Remedy.ShouldContain("-Repository");
    }

    [Fact]
    public void So_are_names_longer_than_256() =>
        Should.Throw<LambdaImageException>(() => RepositoryNaming.Check(new string('a', 257)));
}
