using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Tests.Oci;

public sealed class Parsing_an_image_reference
{
    [Theory]
    [InlineData("nginx", "docker.io/library/nginx")]
    [InlineData("bref/php-84:3", "docker.io/bref/php-84:3")]
    [InlineData("localhost/app", "localhost/app")]
    [InlineData("127.0.0.1:5000/a/b:v1", "127.0.0.1:5000/a/b:v1")]
    [InlineData("public.ecr.aws/lambda/nodejs:22", "public.ecr.aws/lambda/nodejs:22")]
    [InlineData("index.docker.io/library/ruby:3.4-slim", "docker.io/library/ruby:3.4-slim")]
    [InlineData("a/b:v1@sha256:0123456789012345678901234567890123456789012345678901234567890123", "docker.io/a/b:v1@sha256:0123456789012345678901234567890123456789012345678901234567890123")]
    public void Short_forms_are_completed_as_docker_does(string text, string expected) =>
        ImageReference.Parse(text).ToString().ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("UPPER/case")]
    [InlineData("a//b")]
    [InlineData("a:b:c")]
    [InlineData("a@sha256:12")]
    [InlineData("-a")]
    [InlineData("http://host/a")]
    [InlineData("host.test:99999/a")]
    [InlineData("my..registry.com/a")]
    public void Anything_else_is_refused_with_the_grammar(string text) =>
        Should.Throw<LambdaImageException>(() => ImageReference.Parse(text)).Kind.ShouldBe(ErrorKind.ReferenceInvalid);
}
