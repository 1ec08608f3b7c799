using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Tests.Processes;

public sealed class Showing_a_command
{
    [Fact]
    public void It_reads_as_one_would_type_it()
    {
        var command = new ProcessCommand("docker", ["build", "-t", "shop:latest", "a folder", "it's", ""])
        {
            Environment = new Dictionary<string, string?> { ["DOCKER_BUILDKIT"] = "1", ["REMOVED"] = null },
        };

        CommandLine.Render(command).ShouldBe(@"DOCKER_BUILDKIT=1 docker build -t shop:latest 'a folder' 'it'\''s' ''");
    }

    [Theory]
    [InlineData("NPM_TOKEN=abc", "NPM_TOKEN=***")]
    [InlineData("DB_PASSWORD=a b", "DB_PASSWORD=***")]
    [InlineData("--password=abc", "--password=***")]
    [InlineData("VERSION=1.2", "VERSION=1.2")]
    [InlineData("INDEX=https://me:pw@host/simple", "INDEX=https://***@host/simple")]
    [InlineData("--build-arg=NPM_TOKEN=abc", "--build-arg=NPM_TOKEN=***")]
    [InlineData("--label=com.shop.password=abc", "--label=com.shop.password=***")]
    [InlineData("--opt=build-arg:TOKEN=abc", "--opt=build-arg:TOKEN=***")]
    [InlineData("--build-arg=VERSION=1.2", "--build-arg=VERSION=1.2")]
    [InlineData("https://host/x?X-Amz-Signature=abc", "'https://host/x?X-Amz-Signature=***'")]
    [InlineData("KEYBOARD=de", "KEYBOARD=de")]
    public void Secrets_in_arguments_are_left_out(string argument, string shown) =>
        CommandLine.Render(new ProcessCommand("x", [argument])).ShouldBe("x " + shown);

    [Fact]
    public void Secrets_in_the_environment_are_left_out()
    {
        var command = new ProcessCommand("x", []) { Environment = new Dictionary<string, string?> { ["AWS_SECRET_ACCESS_KEY"] = "abc" } };

        CommandLine.Render(command).ShouldBe("AWS_SECRET_ACCESS_KEY=*** x");
    }

    [Theory]
    [InlineData("cloning https://ghp_xxx@github.com/me/shop", "cloning https://***@github.com/me/shop")]
    [InlineData("https://me:p@ss@host/x", "https://***@host/x")]
    [InlineData("https://me:@host", "https://***@host")]
    [InlineData("postgres://u:p#w@host/db postgres://u:p?w@host/db https://user:pass\"word@host", "postgres://***@host/db postgres://***@host/db https://***@host")]
    [InlineData("docker-image://alpine:3@sha512:abc", "docker-image://alpine:3@sha512:abc")]
    [InlineData("git@github.com:me/shop", "git@github.com:me/shop")]
    [InlineData("git+ssh://git@github.com/me/shop", "git+ssh://git@github.com/me/shop")]
    [InlineData("ssh://me:pw@host/x", "ssh://***@host/x")]
    [InlineData("ask me@example.com, see https://host/x", "ask me@example.com, see https://host/x")]
    [InlineData("https://host/x?mail=me@example.com", "https://host/x?mail=me@example.com")]
    [InlineData("docker-image://alpine:3@sha256:abc", "docker-image://alpine:3@sha256:abc")]
    [InlineData("docker-image://me:pw@host/alpine@sha256:abc", "docker-image://***@host/alpine@sha256:abc")]
    public void Users_and_passwords_in_addresses_are_left_out(string text, string shown) => SecretMask.Apply(text).ShouldBe(shown);

    [Fact]
    public void Authorization_headers_are_left_out() =>
        SecretMask.Apply("Authorization: Basic QVdTOmFiYw==").ShouldBe("Authorization: Basic ***");
}
