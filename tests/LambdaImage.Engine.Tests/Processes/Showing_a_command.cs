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

    [Fact]
    public void Authorization_headers_are_left_out() =>
        SecretMask.Apply("Authorization: Basic QVdTOmFiYw==").ShouldBe("Authorization: Basic ***");
}
