using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Choosing_a_builder : IDisposable
{
    private readonly BuildFolder _folder = new();
    private readonly Candidate _daemonless = new(BuildEngine.Daemonless);
    private readonly Candidate _docker = new(BuildEngine.Docker);
    private readonly Candidate _podman = new(BuildEngine.Podman);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_daemonless_engine_is_taken_when_it_knows_every_instruction() =>
        (await SelectAsync()).Engine.ShouldBe(BuildEngine.Daemonless);

    [Fact]
    public async Task Otherwise_the_first_CLI_that_is_ready()
    {
        _daemonless.Refuses = "a shell is needed";
        _docker.Availability = new Availability(false, "the daemon does not run", "start it");

        (await SelectAsync()).Engine.ShouldBe(BuildEngine.Podman);

        _folder.Work.Messages(LogLevel.Verbose).ShouldBe(
        [
            $"Not building with daemonless: RUN ({Path.Combine(_folder.Context, "Dockerfile")}:2): a shell is needed.",
            "Not building with docker: the daemon does not run.",
            "Building with podman: ready.",
        ]);
    }

    [Fact]
    public async Task A_builder_finds_out_what_it_can_before_it_is_asked_whether_it_can()
    {
        await SelectAsync();

        _daemonless.Asked.ShouldBe(["probe", "check"]);
        _docker.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task When_none_can_every_reason_and_remedy_is_told()
    {
        _daemonless.Refuses = "a shell is needed";
        _docker.Availability = new Availability(false, "the daemon does not run", "start it");
        _podman.Availability = new Availability(false, "there is no podman on PATH", "install it");

        var error = await Should.ThrowAsync<LambdaImageException>(SelectAsync());

        error.Kind.ShouldBe(ErrorKind.BuilderUnavailable);
        error.Message.ShouldContain("\n  daemonless: RUN");
        error.Message.ShouldContain("\n  docker: the daemon does not run");
        error.Remedy.ShouldContain("\n  docker: start it");
        error.Remedy.ShouldContain("\n  podman: install it");
    }

    [Fact]
    public async Task The_one_asked_for_is_taken_though_another_comes_first() =>
        (await SelectAsync(BuildEngine.Podman)).Engine.ShouldBe(BuildEngine.Podman);

    [Fact]
    public async Task The_one_asked_for_is_not_replaced_when_it_is_not_ready()
    {
        _docker.Availability = new Availability(false, "the daemon does not run", "Start it.");

        var error = await Should.ThrowAsync<LambdaImageException>(SelectAsync(BuildEngine.Docker));

        error.Kind.ShouldBe(ErrorKind.BuilderUnavailable);
        error.Remedy.ShouldStartWith("Start it.");
    }

    [Fact]
    public async Task The_one_asked_for_names_the_line_it_cannot_carry_out()
    {
        _daemonless.Refuses = "a shell is needed";

        var error = await Should.ThrowAsync<LambdaImageException>(SelectAsync(BuildEngine.Daemonless));

        error.Kind.ShouldBe(ErrorKind.InstructionUnsupported);
        error.Location.ShouldBe(new SourceLocation(Path.Combine(_folder.Context, "Dockerfile"), 2));
        error.Remedy.ShouldContain("docker, podman, buildah, finch or nerdctl");
    }

    [Fact]
    public async Task One_that_is_not_there_at_all_is_told() =>
        (await Should.ThrowAsync<LambdaImageException>(SelectAsync(BuildEngine.Buildah))).Kind.ShouldBe(ErrorKind.BuilderUnavailable);

    [Fact]
    public async Task Arguments_for_a_CLI_are_never_given_to_the_daemonless_engine()
    {
        (await SelectAsync(BuildEngine.Auto, "--add-host=a:1")).Engine.ShouldBe(BuildEngine.Docker);
        (await Should.ThrowAsync<LambdaImageException>(SelectAsync(BuildEngine.Daemonless, "--add-host=a:1"))).ShouldSatisfyAllConditions(
            error => error.Message.ShouldContain("--add-host=a:1"), error => error.Remedy.ShouldContain("-Engine Docker"));
    }

    [Fact]
    public async Task A_builder_belongs_to_docker()
    {
        var job = _folder.Job("FROM a\nRUN x\n", request => request with { Engine = BuildEngine.Podman, Builder = "cluster" });

        var error = await Should.ThrowAsync<LambdaImageException>(
            new BuilderCatalog([_docker, _podman]).SelectAsync(job.Request, job.Dockerfile, _folder.Work, CancellationToken.None));

        error.Kind.ShouldBe(ErrorKind.RequestInvalid);
        error.Message.ShouldContain("'cluster'");
        error.Remedy.ShouldContain("-Engine Docker");
    }

    private Task<IImageBuilder> SelectAsync(BuildEngine engine = BuildEngine.Auto, params string[] arguments)
    {
        var job = _folder.Job("FROM a\nRUN x\n", request => request with { Engine = engine, Arguments = arguments });
        return new BuilderCatalog([_daemonless, _docker, _podman]).SelectAsync(job.Request, job.Dockerfile, _folder.Work, CancellationToken.None);
    }

    private sealed class Candidate(BuildEngine engine) : IImageBuilder
    {
        public BuildEngine Engine => engine;

        public Availability Availability { get; set; } = new(true, "ready");

        public string? Refuses { get; set; }

        public List<string> Asked { get; } = [];

        public Task<Availability> ProbeAsync(CancellationToken cancel)
        {
            Asked.Add("probe");
            return Task.FromResult(Availability);
        }

        public Unsupported? Check(Dockerfile dockerfile, BuildRequest request)
        {
            Asked.Add("check");
            return Refuses is { } reason ? new Unsupported(dockerfile.Stages[0].Instructions[0], reason) : null;
        }

        public Task<BuildResult> BuildAsync(BuildJob job, IWorkReporter reporter, CancellationToken cancel) => throw new NotSupportedException();
    }
}
