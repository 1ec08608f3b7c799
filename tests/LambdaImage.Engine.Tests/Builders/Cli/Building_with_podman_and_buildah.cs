using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.Buildah;
using LambdaImage.Engine.Builders.Podman;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Oci.Archive;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Building_with_podman_and_buildah : IDisposable
{
    private const string HereDocument = "FROM a\nRUN <<EOF\n";

    private readonly BuildFolder _folder = new();
    private readonly FakeProcessRunner _runner = new();

    public Building_with_podman_and_buildah() => _runner
        .On("podman info", new FakeProcessRunner.Reply(0, "4.3.1"))
        .On("podman build", Build)
        .On("podman save", command => Export(Path.Combine(command.WorkingDirectory!, FakeDocker.After(command, "--output"))))
        .On("buildah --version", new FakeProcessRunner.Reply(0, "buildah version 1.28.2 (image-spec 1.1.0-rc2, runtime-spec 1.0.2-dev)"))
        .On("buildah info", new FakeProcessRunner.Reply(0, "{}"))
        .On("buildah bud", Build)
        .On("buildah push", command => Export(Path.Combine(command.WorkingDirectory!, command.Arguments[^1]["oci-archive:".Length..])));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Podman_saves_an_OCI_archive()
    {
        var result = await Podman.BuildAsync(_folder.Job("FROM a\nCOPY x /x\n"), _folder.Work, CancellationToken.None);

        _runner.Command("podman build").Arguments.ShouldBe(
        [
            "build",
            "-f", Path.Combine(_folder.Context, "Dockerfile"),
            "-t", "shop:test",
            "--platform", "linux/amd64",
            "--iidfile", Path.Combine(_folder.Path("work"), "image-id"),
            _folder.Context,
        ]);
        _runner.Command("podman save").Arguments.ShouldBe(
            ["save", "--quiet", "--format", "oci-archive", "--output", "image.tar", FakeDocker.ImageId]);
        result.Image.Descriptor.Digest.ShouldBe(new SampleImage().Descriptor.Digest);
    }

    [Fact]
    public async Task Buildah_keeps_layers_and_pushes_to_an_OCI_archive()
    {
        await Buildah.BuildAsync(_folder.Job("FROM a\nCOPY x /x\n"), _folder.Work, CancellationToken.None);

        _runner.Command("buildah bud").Arguments.ShouldContain("--layers");
        _runner.Command("buildah push").Arguments.ShouldBe(
            ["push", "--quiet", "--format", "oci", FakeDocker.ImageId, "oci-archive:image.tar"]);
    }

    [Fact]
    public async Task Both_give_labels_to_the_image()
    {
        var job = _folder.Job("FROM a\n", request => request with { Labels = new Dictionary<string, string> { ["org.example.a"] = "x y" } });

        await Podman.BuildAsync(job, _folder.Work, CancellationToken.None);
        await Buildah.BuildAsync(job, _folder.Work, CancellationToken.None);

        foreach (var command in (string[])["podman build", "buildah bud"]) FakeDocker.After(_runner.Command(command), "--label").ShouldBe("org.example.a=x y");
    }

    [Fact]
    public async Task Every_option_has_its_argument()
    {
        _folder.Write(".dockerignore", "*.log\n");
        var job = _folder.Job("FROM a\n", request => request with
        {
            Pull = true,
            AllowInsecureRegistry = true,
            Dockerfile = request.Dockerfile with { IgnoreText = "*.log\n", IgnorePath = Path.Combine(_folder.Context, ".dockerignore") },
        });

        await Podman.BuildAsync(job, _folder.Work, CancellationToken.None);

        var command = _runner.Command("podman build");
        new[] { "--pull=always", "--tls-verify=false" }.ShouldBeSubsetOf(command.Arguments);
        FakeDocker.After(command, "--ignorefile").ShouldBe(Path.Combine(_folder.Context, ".dockerignore"));
        command.Arguments.ShouldNotContain("--provenance=false");
    }

    [Fact]
    public async Task Contexts_are_given_under_the_names_of_the_Dockerfile_and_layouts_by_their_transport()
    {
        var layout = _folder.Path("image");
        await OciLayout.WriteAsync(new SampleImage(), layout, "image:v1", LayoutContent.Complete, _folder.Work, CancellationToken.None);

        await Podman.BuildAsync(
            WithContexts("FROM alpine:latest\nRUN --mount=type=bind,FROM=alpine:3,target=/m true\nFROM docker.io/library/alpine\n", "alpine", $"oci-layout://{layout}:v1"),
            _folder.Work, CancellationToken.None);

        ContextsGiven.ShouldBe([$"alpine=container-image://oci:{layout}:v1", $"alpine:latest=container-image://oci:{layout}:v1", $"docker.io/library/alpine=container-image://oci:{layout}:v1"]);
    }

    [Fact]
    public async Task What_a_RUN_mounts_is_given_too()
    {
        await Podman.BuildAsync(WithContexts("FROM a\nRUN --mount=type=bind,from=alpine:latest,target=/m true\n", "alpine", "tools:1"), _folder.Work, CancellationToken.None);

        ContextsGiven.ShouldBe(["alpine=docker-image://tools:1", "alpine:latest=docker-image://tools:1"]);
    }

    [Fact]
    public async Task An_image_of_a_layout_that_has_no_name_there_is_given_without_one()
    {
        var layout = _folder.Path("image");
        await OciLayout.WriteAsync(new SampleImage(), layout, "image:v1", LayoutContent.Complete, _folder.Work, CancellationToken.None);

        await Podman.BuildAsync(WithContexts("FROM alpine\n", "alpine", "oci-layout://" + layout), _folder.Work, CancellationToken.None);

        ContextsGiven.ShouldBe(["alpine=container-image://oci:" + layout]);
    }

    [Fact]
    public async Task A_context_that_they_cannot_take_is_refused()
    {
        const string digest = "sha256:0123456789012345678901234567890123456789012345678901234567890123";

        (await FailAsync(WithContexts("FROM pics\n", "pics", _folder.Context))).ShouldBe(
            $"Tried to build with buildah but it cannot carry out FROM in {_folder.Context}/Dockerfile:1: "
            + $"buildah starts a stage from an image only, and the context {_folder.Context} is a folder.");
        (await FailAsync(WithContexts("FROM pics\n", "pics", "oci-layout:///srv/image@" + digest))).ShouldBe(
            $"Tried to give the build context pics=oci-layout:///srv/image@{digest} to buildah but it takes an image of a layout by its tag only.");

        async Task<string> FailAsync(BuildJob job) =>
            (await Should.ThrowAsync<LambdaImageException>(() => Buildah.BuildAsync(job, _folder.Work, CancellationToken.None))).Message;
    }

    [Fact]
    public async Task Here_documents_are_refused_by_versions_that_do_not_know_them()
    {
        await Buildah_is_probed();

        _buildah!.Check(BuildFolder.Parse(HereDocument), _folder.Job(HereDocument).Request)!.Reason.ShouldBe("buildah 1.28.2 does not know here-documents, 1.33 does");
    }

    [Fact]
    public async Task Here_documents_are_left_to_versions_that_know_them()
    {
        _runner.On("buildah --version", new FakeProcessRunner.Reply(0, "buildah version 1.37.0"));
        await Buildah_is_probed();

        _buildah!.Check(BuildFolder.Parse(HereDocument), _folder.Job(HereDocument).Request).ShouldBeNull();
    }

    [Theory]
    [InlineData("creating build container: layer not known")]
    [InlineData("checking if cached image exists from a previous build: getting top layer info: layer not known")]
    [InlineData("committing container: creating image \"41778f\": parent of layer not known")]
    [InlineData("error creating build container: error locating item named \"manifest\" for image with ID \"356736\": file does not exist")]
    public async Task A_build_whose_layer_another_took_away_is_begun_anew(string reason)
    {
        LayersAreLost(times: 2, reason);

        await Podman.BuildAsync(_folder.Job("FROM a\nCOPY x /x\n"), _folder.Work, CancellationToken.None);

        _folder.Work.Messages(LogLevel.Verbose).Where(line => line.Contains(reason, StringComparison.Ordinal) && line.EndsWith("begun anew.", StringComparison.Ordinal)).Count().ShouldBe(2);
        _runner.Command("podman save");
    }

    [Fact]
    public async Task A_layer_that_is_lost_each_time_is_told_as_that()
    {
        LayersAreLost(times: 9, "creating build container: layer not known");

        var error = await Should.ThrowAsync<LambdaImageException>(
            Podman.BuildAsync(_folder.Job("FROM a\nCOPY x /x\n"), _folder.Work, CancellationToken.None));

        Builds.ShouldBe(3);
        error.Kind.ShouldBe(ErrorKind.BuildFailed);
        error.Message.ShouldEndWith($"a layer is gone from its store ({Path.Combine(_folder.Context, "Dockerfile")}:1): creating build container: layer not known");
        error.Remedy.ShouldContain("podman rmi --all --force");
    }

    [Theory]
    [InlineData("creating build container: localhost/nope:1: image not known")]
    [InlineData("building at STEP \"RUN echo layer not known\": while running runtime: exit status 3")]
    public async Task What_would_fail_again_is_not_tried_again(string reason)
    {
        LayersAreLost(times: 9, reason);

        await Should.ThrowAsync<LambdaImageException>(Podman.BuildAsync(_folder.Job("FROM a\nRUN echo\n"), _folder.Work, CancellationToken.None));

        Builds.ShouldBe(1);
    }

    [Fact]
    public async Task A_podman_that_does_not_run_is_told_with_its_reason()
    {
        _runner.On("podman info", new FakeProcessRunner.Reply(125, "", "Error: cannot connect to Podman"));

        var availability = await Podman.ProbeAsync(CancellationToken.None);

        availability.IsReady.ShouldBeFalse();
        availability.Description.ShouldBe("Error: cannot connect to Podman");
    }

    private PodmanBuilder Podman => new(_runner, new TestEnvironment(_folder.Path("home")), _folder.Compressed);

    private BuildahBuilder Buildah => new(_runner, new TestEnvironment(_folder.Path("home")), _folder.Compressed);

    private BuildJob WithContexts(string dockerfile, string name, string context) => _folder.Job(
        dockerfile, request => request with { BuildContexts = new Dictionary<string, string> { [name] = context } });

    private IEnumerable<string> ContextsGiven
    {
        get
        {
            var arguments = _runner.Command("podman build").Arguments;
            return arguments.Where((_, index) => index > 0 && arguments[index - 1] == "--build-context");
        }
    }

    private BuildahBuilder? _buildah;

    private Task<Availability> Buildah_is_probed() => (_buildah = Buildah).ProbeAsync(CancellationToken.None);

    private int Builds => _runner.Commands.Count(command => command.Arguments[0] == "build");

    private void LayersAreLost(int times, string reason) => _runner.On("podman build", command =>
        Builds > times ? Build(command) : new FakeProcessRunner.Reply(125, "STEP 1/2: FROM a", "Error: " + reason));

    private static FakeProcessRunner.Reply Build(ProcessCommand command)
    {
        File.WriteAllText(FakeDocker.After(command, "--iidfile"), FakeDocker.ImageId);
        return new FakeProcessRunner.Reply(0, "STEP 1/2: FROM a\nCOMMIT shop:test");
    }

    private FakeProcessRunner.Reply Export(string path)
    {
        ImageArchive.WriteAsync(new SampleImage(), path, "x:1", _folder.Work, CancellationToken.None).GetAwaiter().GetResult();
        return new FakeProcessRunner.Reply();
    }
}
