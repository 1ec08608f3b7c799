using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Parsing_registry_settings
{
    [Fact]
    public void Mirrors_are_a_list_of_hosts_with_prefixes()
    {
        var mirrors = RegistryMirrors.Parse(
            " public.ecr.aws=127.0.0.1:5000/public.ecr.aws ; index.docker.io = mirror.example.com/hub/;");
        mirrors["public.ecr.aws"].ShouldBe("127.0.0.1:5000/public.ecr.aws");
        mirrors["docker.io"].ShouldBe("mirror.example.com/hub");
        mirrors.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("public.ecr.aws/lambda/nodejs:22", "127.0.0.1:5000/ecr/lambda/nodejs:22")]
    [InlineData("ruby:3.4", "mirror.example.com/library/ruby:3.4")]
    [InlineData("ghcr.io/a/b", "ghcr.io/a/b")]
    public void The_mirror_takes_the_place_of_the_registry(string reference, string expected) =>
        RegistryMirrors.Apply(RegistryMirrors.Parse("public.ecr.aws=127.0.0.1:5000/ecr;docker.io=mirror.example.com"),
            ImageReference.Parse(reference))
            .ToString().ShouldBe(expected);

    [Theory]
    [InlineData("public.ecr.aws", "is not registry=host[/prefix]")]
    [InlineData("a.example=b.example=c.example", "is not registry=host[/prefix]")]
    [InlineData("=b.example", "is not registry=host[/prefix]")]
    [InlineData("a.example/path=b.example", "path on its left side")]
    [InlineData("a.example=https://b.example", "scheme")]
    [InlineData("a.example=hub", "does not name a host")]
    [InlineData("a.example=b.example/UPPER", "does not name a host")]
    [InlineData("a.example=b.example;A.example=c.example", "second mirror")]
    public void A_broken_list_of_mirrors_is_explained(string text, string why)
    {
        var error = Should.Throw<LambdaImageException>(() => RegistryMirrors.Parse(text));
        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Message.ShouldContain(why);
        error.Message.ShouldContain("LAMBDAIMAGE_REGISTRY_MIRRORS");
    }

    [Theory]
    [InlineData("127.0.0.1:4566", "http://127.0.0.1:4566/")]
    [InlineData("http://localhost:4566/ecr", "http://localhost:4566/ecr")]
    [InlineData("ecr.example.com", "https://ecr.example.com/")]
    public void The_stand_in_for_ecr_may_be_written_without_a_scheme(string text, string expected) =>
        RegistryOptions.From(new RegistryEnvironment(), allowInsecure: false, text).EcrEndpoint!.ToString()
            .ShouldBe(expected);

    [Fact]
    public void What_was_asked_for_wins_over_the_environment()
    {
        var environment = new RegistryEnvironment();
        environment.Variables["LAMBDAIMAGE_REGISTRY_ENDPOINT"] = "http://127.0.0.1:1";
        environment.Variables["LAMBDAIMAGE_REGISTRY_MIRRORS"] = "docker.io=127.0.0.1:2";
        RegistryOptions.From(environment, false, "http://127.0.0.1:3").EcrEndpoint!.Port.ShouldBe(3);
        RegistryOptions.From(environment, false, null).EcrEndpoint!.Port.ShouldBe(1);
        RegistryOptions.From(environment, false, null).Mirrors["docker.io"].ShouldBe("127.0.0.1:2");
    }

    [Theory]
    [InlineData("ftp://x")]
    [InlineData("http://")]
    [InlineData("https://x/?secret=1")]
    public void An_address_that_is_none_is_refused(string text) =>
        Should.Throw<LambdaImageException>(() => RegistryOptions.From(new RegistryEnvironment(), false, text))
            .Kind.ShouldBe(ErrorKind.RequestInvalid);
}
