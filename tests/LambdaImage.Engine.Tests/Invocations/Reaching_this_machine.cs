using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Invocations;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Invocations;

public sealed class Reaching_this_machine
{
    private static readonly ContainerEngine Docker = new(BuildEngine.Docker, "docker");
    private static readonly ContainerEngine Podman = new(BuildEngine.Podman, "podman");

    private readonly FakeProcessRunner _processes = new();

    [Theory]
    [InlineData("unix:///var/run/docker.sock")]
    [InlineData("npipe:////./pipe/docker_engine")]
    [InlineData("tcp://127.0.0.1:2375")]
    public async Task Containers_of_this_machine_share_its_network(string address)
    {
        _processes.On("docker info", new FakeProcessRunner.Reply(0, "Debian GNU/Linux 12")).On("docker context", new FakeProcessRunner.Reply(0, address));

        var host = await ContainerHost.FindAsync(Docker, _processes, new EmptyEnvironment(), default);

        host.Address.ShouldBe("127.0.0.1");
        host.Arguments.ShouldBe(["--network", "host"]);
    }

    [Fact]
    public async Task From_Docker_Desktop_a_name_leads_back()
    {
        _processes.On("docker info", new FakeProcessRunner.Reply(0, "Docker Desktop"));

        var host = await ContainerHost.FindAsync(Docker, _processes, new EmptyEnvironment(), default);

        (host.Address, host.Arguments.Count).ShouldBe(("host.docker.internal", 0));
    }

    [Theory]
    [InlineData("tcp://build.example:2376")]
    [InlineData("ssh://ann@build.example")]
    public async Task Another_machine_is_refused_with_the_way_out(string address)
    {
        _processes.On("docker info", new FakeProcessRunner.Reply(0, "Ubuntu 24.04")).On("docker context", new FakeProcessRunner.Reply(0, address));

        var error = await Should.ThrowAsync<LambdaImageException>(() => ContainerHost.FindAsync(Docker, _processes, new EmptyEnvironment(), default));

        error.Kind.ShouldBe(ErrorKind.BuilderUnavailable);
        error.Message.ShouldContain(address);
        error.Remedy.ShouldContain("docker context use default");
    }

    [Fact]
    public async Task Podman_says_itself_whether_it_is_elsewhere()
    {
        _processes.On("podman info", new FakeProcessRunner.Reply(0, "false"));
        (await ContainerHost.FindAsync(Podman, _processes, new EmptyEnvironment(), default)).Address.ShouldBe("127.0.0.1");

        _processes.On("podman info", new FakeProcessRunner.Reply(0, "true"));
        if (!OperatingSystem.IsLinux()) return;
        var far = new EmptyEnvironment(("CONTAINER_HOST", "ssh://core@far.example/run/podman.sock"));
        (await Should.ThrowAsync<LambdaImageException>(() => ContainerHost.FindAsync(Podman, _processes, far, default))).Message.ShouldContain("far.example");
    }

    [Fact]
    public async Task No_engine_at_all_is_said_with_what_to_start()
    {
        var error = await Should.ThrowAsync<LambdaImageException>(() => ContainerEngine.FindAsync(BuildEngine.Auto, _processes, InvocationErrors.NoContainerEngine, default));

        error.Kind.ShouldBe(ErrorKind.BuilderUnavailable);
        error.Message.ShouldContain("there is no docker on PATH; there is no podman on PATH.");
    }

    [Fact]
    public async Task One_that_only_builds_is_said_to_do_so() =>
        (await Should.ThrowAsync<LambdaImageException>(() => ContainerEngine.FindAsync(BuildEngine.Buildah, _processes, InvocationErrors.NoContainerEngine, default)))
            .Message.ShouldContain("Buildah builds images and runs none");
}
