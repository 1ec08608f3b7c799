using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Tests.Projects;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Giving_what_steps_mount
{
    [Fact]
    public void A_required_secret_without_a_value_stops_the_build_and_is_named()
    {
        var refused = Should.Throw<LambdaImageException>(() => Check("--mount=type=secret,id=npm,required=true"));

        refused.Kind.ShouldBe(ErrorKind.RequestInvalid);
        refused.Message.ShouldContain("/app/Dockerfile:2: the build needs the secret 'npm'");
        refused.Remedy.ShouldContain("-Secret @{ npm = './file' }");
    }

    [Fact]
    public void A_secret_that_may_be_missing_is_only_told() =>
        Check("--mount=type=secret,target=/run/secrets/npm").ShouldBe(["/app/Dockerfile:2 mounts the secret 'npm' if it is there, and no value was given for it."]);

    [Fact]
    public void A_secret_that_nothing_mounts_is_told() =>
        Check("--mount=type=cache,target=/x", Secret("npm", "/file")).Single().ShouldContain("'npm' was given, but no RUN mounts it");

    [Fact]
    public void A_given_secret_satisfies() => Check("--mount=type=secret,id=npm,required=true", Secret("npm", "/file")).ShouldBeEmpty();

    [Fact]
    public void A_secret_can_come_from_a_variable_that_is_set()
    {
        Check("--mount=type=secret,id=npm", Secret("npm", "env:NPM_TOKEN"), ("NPM_TOKEN", "x")).ShouldBeEmpty();
        Should.Throw<LambdaImageException>(() => Check("--mount=type=secret,id=npm", Secret("npm", "env:NPM_TOKEN"))).Message.ShouldContain("NPM_TOKEN is not set");
    }

    [SkippableFact]
    public void An_agent_that_is_not_there_stops_the_build()
    {
        Skip.If(OperatingSystem.IsWindows(), "its agent is a service");

        Should.Throw<LambdaImageException>(() => Check("--mount=type=ssh,required", request => request with { Ssh = true })).Message.ShouldContain("SSH_AUTH_SOCK");
        Check("--mount=type=ssh", request => request with { Ssh = true }, ("SSH_AUTH_SOCK", "/agent")).ShouldBeEmpty();
        Should.Throw<LambdaImageException>(() => Check("--mount=type=ssh,required")).Remedy.ShouldContain("-Ssh");
    }

    [SkippableFact]
    public void A_file_that_cannot_be_read_is_left_to_the_builder()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "needs a file that nobody can read");

        BuildMounts.SecretValues(Request(Secret("memory", "/proc/self/mem")), new EmptyEnvironment()).ShouldBeEmpty();
    }

    private static Func<BuildRequest, BuildRequest> Secret(string id, string value) => request => request with { Secrets = new Dictionary<string, string> { [id] = value } };

    private static IReadOnlyList<string> Check(string flag, Func<BuildRequest, BuildRequest>? change = null, params (string Name, string Value)[] variables) =>
        BuildMounts.Check(DockerfileReader.Read($"FROM scratch\nRUN {flag} npm ci\n", "/app/Dockerfile"), Request(change), new EmptyEnvironment(variables));

    private static BuildRequest Request(Func<BuildRequest, BuildRequest>? change)
    {
        var project = new LambdaProject { Path = "/app", Name = "shop", Mode = BuildMode.Custom, ModeReason = "test" };
        var request = new BuildRequest { Dockerfile = new LambdaDockerfile { Project = project, ContextPath = "/app", Path = "/app/Dockerfile" } };
        return change?.Invoke(request) ?? request;
    }
}
