using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Tests.Builders.Host;
using LambdaImage.Engine.Tests.Frameworks;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Plans;

public sealed class Choosing_where_to_install : IDisposable
{
    private readonly TempProject _project = new();
    private readonly FakeProcessRunner _programs = new();
    private readonly RecordingReporter _reporter = new();
    private ToolMachine _machine = new();

    public Choosing_where_to_install() => _project
        .Write("composer.json", """{ "require": { "bref/bref": "^3.0" } }""").Write("public/index.php", "<?php");

    public void Dispose()
    {
        _project.Dispose();
        _machine.Dispose();
    }

    [Fact]
    public async Task In_a_container_when_an_engine_answers()
    {
        On("docker", "composer");
        _programs.On("docker version", new FakeProcessRunner.Reply(StandardOutput: """{"Client":{"Version":"20.10.24"},"Server":{"Version":"20.10.24","Os":"linux"}}"""));
        _programs.On("docker buildx", new FakeProcessRunner.Reply(ExitCode: 1));

        (await ChooseAsync()).NeedsShell.ShouldBeTrue();

        _reporter.Lines.ShouldContain(line => line.Level == LogLevel.Verbose && line.Message.Contains("in a container, because docker answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task On_this_machine_when_none_does_and_the_tool_is_there()
    {
        On("composer");

        var made = await ChooseAsync();

        made.NeedsShell.ShouldBeFalse();
        made.HostInstall!.Tool.ShouldBe("Composer");
        _reporter.Lines.ShouldContain(line => line.Level == LogLevel.Verbose && line.Message.Contains("on this machine, because no container engine answers", StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_neither_the_file_is_written_for_another_machine_and_both_ways_out_are_told()
    {
        var made = await ChooseAsync();

        made.NeedsShell.ShouldBeTrue();
        var warning = made.Warnings.ShouldHaveSingleItem();
        warning.ShouldContain("Start a container engine");
        warning.ShouldContain("Install composer");
    }

    [Fact]
    public async Task On_this_machine_as_asked_for_without_asking_any_engine()
    {
        On("docker", "composer");

        (await ChooseAsync(DependencyInstall.Host)).NeedsShell.ShouldBeFalse();

        _programs.Commands.ShouldBeEmpty();
    }

    [Fact]
    public async Task Asked_for_on_this_machine_without_the_tool_is_an_error() =>
        (await Should.ThrowAsync<LambdaImageException>(() => ChooseAsync(DependencyInstall.Host))).Kind.ShouldBe(ErrorKind.DependencyInstallUnavailable);

    [Fact]
    public async Task The_daemonless_engine_means_this_machine()
    {
        On("docker", "composer");

        (await ChooseAsync(engine: BuildEngine.Daemonless)).NeedsShell.ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_that_is_to_need_nobody_installs_in_a_container()
    {
        On("composer");

        (await ChooseAsync(DependencyInstall.Host, eject: true)).NeedsShell.ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_asked_when_nothing_is_installed()
    {
        _project.Write("vendor/autoload.php", "<?php");

        var made = await ChooseAsync();

        (made.NeedsShell, made.HostInstall).ShouldBe((false, null));
        _programs.Commands.ShouldBeEmpty();
    }

    private void On(params string[] programs)
    {
        _machine.Dispose();
        _machine = new ToolMachine(programs);
    }

    private async Task<LambdaImage.Engine.Dockerfiles.GeneratedDockerfile> ChooseAsync(
        DependencyInstall? wanted = null, BuildEngine engine = BuildEngine.Auto, bool eject = false)
    {
        var project = FixtureProject.Resolve(new ProjectRequest { Path = _project.Path, UseEnvironment = false });
        var parts = new EngineParts(_machine, null!, null!, _programs, TimeProvider.System);
        return await new DependencyInstallChoice(parts).ChooseAsync(
            new DockerfileRequest { Project = project with { Options = new() { DependencyInstall = wanted } }, Engine = engine, Eject = eject }, _reporter, CancellationToken.None);
    }
}
