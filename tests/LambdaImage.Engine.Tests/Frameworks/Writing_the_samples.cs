using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Frameworks;

public sealed class Writing_the_samples
{
    [Theory]
    [InlineData("node-handler", "Node.js")]
    [InlineData("python-handler", "Python")]
    [InlineData("php-bref", "PHP")]
    [InlineData("hello-bootstrap", "Custom runtime")]
    public void Each_is_recognised_and_builds_without_a_shell(string sample, string framework)
    {
        var project = FixtureProject.Resolve(new ProjectRequest { Path = Path.Combine(Golden.Root, "docs", "samples", sample), UseEnvironment = false });

        project.Framework.ShouldBe(framework);
        FixtureProject.Dockerfile(project).Text.ShouldNotContain("\nRUN ");
    }

    [Fact]
    public void The_program_needs_no_other_image()
    {
        var project = FixtureProject.Resolve(new ProjectRequest { Path = Path.Combine(Golden.Root, "docs", "samples", "hello-bootstrap"), UseEnvironment = false });

        FixtureProject.Dockerfile(project).Text.Split('\n').Where(line => line.StartsWith("FROM ", StringComparison.Ordinal)).ShouldBe(["FROM scratch"]);
    }

    [Fact]
    public void The_custom_one_brings_its_own_dockerfile()
    {
        var project = FixtureProject.Resolve(new ProjectRequest { Path = Path.Combine(Golden.Root, "docs", "samples", "custom-dockerfile"), Dockerfile = "Dockerfile" });

        project.Mode.ShouldBe(BuildMode.Custom);
        FixtureProject.Dockerfile(project).State.ShouldBe(DockerfileState.UserOwned);
    }
}
