using LambdaImage.Engine.Builders;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders.Cli;

public sealed class Building_with_docker : IDisposable
{
    private readonly BuildFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Buildx_with_the_daemons_builder_loads_the_image_and_it_is_saved_by_id()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5");

        var result = await BuildAsync(docker);

        var command = docker.Runner.Command("docker buildx build");
        command.Arguments.ShouldBe(
        [
            "buildx", "build",
            "-f", Path.Combine(_folder.Context, "Dockerfile"),
            "-t", "shop:test",
            "--platform", "linux/amd64",
            "--iidfile", Path.Combine(_folder.Path("work"), "image-id"),
            "--progress", "plain",
            "--provenance=false", "--sbom=false",
            "--metadata-file", Path.Combine(_folder.Path("work"), "metadata.json"),
            "--load",
            _folder.Context,
        ]);
        command.Environment["DOCKER_BUILDKIT"].ShouldBe("1");
        command.Environment["BUILDX_NO_DEFAULT_ATTESTATIONS"].ShouldBe("1");
        docker.Runner.Command("docker save").Arguments.ShouldBe(["save", FakeDocker.ImageId]);
        result.Location.ShouldBe(new ImageLocation(ImageLocationKind.Archive, Path.Combine(_folder.Path("work"), "image.tar")));
        result.Image.Layers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_buildx_builder_of_its_own_writes_an_OCI_archive()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5", "docker-container");

        var result = await BuildAsync(docker);

        FakeDocker.After(docker.Runner.Command("docker buildx build"), "--output").ShouldBe("type=oci,dest=" + result.Location.Value);
        docker.Runner.Commands.ShouldNotContain(command => command.Arguments[0] == "save");
    }

    [Fact]
    public async Task Buildx_before_attestations_is_not_asked_to_leave_them_out()
    {
        var docker = new FakeDocker(_folder, "20.10.24", "0.9.1");

        await BuildAsync(docker);

        docker.Runner.Command("docker buildx build").Arguments.ShouldNotContain("--provenance=false");
    }

    [Fact]
    public async Task A_named_builder_is_asked_about_and_builds()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5", "kubernetes") { Named = "cluster" };

        var result = await BuildAsync(docker);

        docker.Runner.Command("docker buildx inspect").Arguments.ShouldBe(["buildx", "inspect", "cluster"]);
        docker.Runner.Command("docker buildx build").Arguments.Take(4).ShouldBe(["buildx", "build", "--builder", "cluster"]);
        FakeDocker.After(docker.Runner.Command("docker buildx build"), "--output").ShouldBe("type=oci,dest=" + result.Location.Value);
    }

    [Fact]
    public async Task A_builder_that_is_another_context_of_docker_has_the_image_in_its_own_daemon()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5") { Named = "far" };
        docker.Runner
            .On("docker version", new FakeProcessRunner.Reply(1, """{"Client":{"Version":"28.2.2","Context":"default"}}"""))
            .On("docker buildx inspect", new FakeProcessRunner.Reply(0, "Name:   far\nDriver: docker\n\nNodes:\nName:      node\n"))
            .On("docker --context far version", new FakeProcessRunner.Reply(0, FakeDocker.Version("28.2.2")))
            .On("docker --context far buildx build", docker.Build)
            .On("docker --context far save", _ => new FakeProcessRunner.Reply { RawOutput = docker.Saved() })
            .On("docker --context far image inspect", new FakeProcessRunner.Reply(0, $"[\"docker.io/library/a@{FakeDocker.ImageId}\"]"));

        var builder = docker.Builder;
        var availability = await builder.ProbeAsync(CancellationToken.None);
        var result = await builder.BuildAsync(_folder.Job("FROM a\n"), _folder.Work, CancellationToken.None);

        availability.Description.ShouldStartWith("Docker 20.10.24 ");
        docker.Runner.Command("docker --context far save").Arguments[^1].ShouldBe(FakeDocker.ImageId);
        docker.Runner.Command("docker --context far buildx build").Arguments.Skip(2).Take(4).ShouldBe(["buildx", "build", "--builder", "far"]);
        result.BaseImage.ShouldBe($"docker.io/library/a@{FakeDocker.ImageId}");
    }

    [Fact]
    public async Task Without_the_daemon_of_its_context_a_builder_is_not_there()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5") { Named = "far" };
        docker.Runner
            .On("docker buildx inspect", new FakeProcessRunner.Reply(0, "Name:   far\nDriver: docker\n"))
            .On("docker --context far version", new FakeProcessRunner.Reply(1, """{"Client":{"Version":"28.2.2"}}""", "Cannot connect to far"));

        var availability = await docker.Builder.ProbeAsync(CancellationToken.None);

        (availability.IsReady, availability.Description).ShouldBe((false, "Cannot connect to far"));
    }

    [Fact]
    public async Task The_context_in_use_needs_no_mention()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5");
        docker.Runner
            .On("docker version", new FakeProcessRunner.Reply(0, FakeDocker.Version("28.2.2", context: "far")))
            .On("docker buildx inspect", new FakeProcessRunner.Reply(0, "Name:   far\nDriver: docker\n"));

        await BuildAsync(docker);

        docker.Runner.Commands.ShouldAllBe(command => !command.Arguments.Contains("--context"));
    }

    [Fact]
    public async Task A_builder_that_does_not_exist_is_told_with_how_to_make_it()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5") { Named = "cluster" };
        docker.Runner.On("docker buildx inspect", new FakeProcessRunner.Reply(1, "", "ERROR: no builder \"cluster\" found"));

        var availability = await docker.Builder.ProbeAsync(CancellationToken.None);

        availability.IsReady.ShouldBeFalse();
        availability.Description.ShouldBe("ERROR: no builder \"cluster\" found");
        availability.Remedy!.ShouldContain("docker buildx create");
    }

    [Fact]
    public async Task A_builder_without_buildx_is_refused()
    {
        var availability = await new FakeDocker(_folder, "28.2.2", null) { Named = "cluster" }.Builder.ProbeAsync(CancellationToken.None);

        availability.IsReady.ShouldBeFalse();
        availability.Description.ShouldContain("has no buildx");
    }

    [Fact]
    public async Task The_network_of_the_request_goes_before_that_of_the_environment()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5", "docker", ("LAMBDAIMAGE_BUILD_NETWORK", "host"));

        await docker.Builder.BuildAsync(_folder.Job("FROM a\n", request => request with { Network = "none" }), _folder.Work, CancellationToken.None);

        FakeDocker.After(docker.Runner.Command("docker buildx build"), "--network").ShouldBe("none");
    }

    [Fact]
    public async Task An_old_CLI_without_buildx_uses_its_own_BuildKit()
    {
        var docker = new FakeDocker(_folder, "20.10.24+dfsg1", null);

        await BuildAsync(docker);

        var command = docker.Runner.Command("docker build");
        command.Environment["DOCKER_BUILDKIT"].ShouldBe("1");
        command.Arguments.ShouldContain("plain");
        command.Arguments.ShouldNotContain("--metadata-file");
    }

    [Fact]
    public async Task A_new_CLI_without_buildx_uses_the_classic_builder()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null);

        await BuildAsync(docker);

        var command = docker.Runner.Command("docker build");
        command.Environment["DOCKER_BUILDKIT"].ShouldBe("0");
        command.Arguments.ShouldNotContain("--progress");
    }

    [Fact]
    public async Task The_users_own_choice_of_the_classic_builder_is_followed()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5", "docker", ("DOCKER_BUILDKIT", "0"));

        await BuildAsync(docker);

        docker.Runner.Command("docker build").Environment["DOCKER_BUILDKIT"].ShouldBe("0");
    }

    [Fact]
    public async Task Of_several_CLIs_the_first_with_BuildKit_is_taken()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null);
        var second = _folder.Program("bin2", "docker");
        docker.Programs += Path.PathSeparator + second;
        docker.Runner.On("docker version", command => new FakeProcessRunner.Reply(
            0, FakeDocker.Version(command.FileName.StartsWith(second, StringComparison.Ordinal) ? "20.10.24" : "28.2.2")));

        await BuildAsync(docker);

        docker.Runner.Command("docker build").FileName.ShouldStartWith(second);
    }

    [Fact]
    public async Task Steps_get_the_proxy_of_this_machine_by_name()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5", "docker", ("HTTPS_PROXY", "http://ann:secret@proxy.corp.test:3128"), ("no_proxy", ".corp.test"));

        await BuildAsync(docker);

        string.Join(' ', docker.Runner.Command("docker buildx build").Arguments).ShouldContain(" --build-arg HTTPS_PROXY --build-arg no_proxy ");
    }

    [Theory]
    [InlineData("bridge", false)]
    [InlineData("host", true)]
    public async Task A_proxy_on_loopback_is_for_steps_that_share_the_network(string network, bool given)
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5", "docker", ("http_proxy", "localhost:3128"), ("NO_PROXY", ".corp.test"), ("LAMBDAIMAGE_BUILD_NETWORK", network));

        await BuildAsync(docker);

        docker.Runner.Command("docker buildx build").Arguments.Contains("http_proxy").ShouldBe(given);
        docker.Runner.Command("docker buildx build").Arguments.Contains("NO_PROXY").ShouldBe(given);
    }

    [Fact]
    public async Task A_layout_is_refused_where_buildx_does_not_know_it()
    {
        var docker = new FakeDocker(_folder, "24.0.0", "0.9.1", "docker");

        var problem = await Should.ThrowAsync<LambdaImageException>(() => BuildAsync(docker, request => request with
        {
            BuildContexts = new Dictionary<string, string> { ["laid"] = "oci-layout:///srv/image:v1" },
        }));

        problem.Message.ShouldBe("Tried to build with docker but its buildx 0.9.1 knows no layouts, 0.10 does, and the build asks for the context oci-layout:///srv/image:v1.");
    }

    [Fact]
    public async Task Every_option_has_its_argument()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5", "docker", ("LAMBDAIMAGE_BUILD_NETWORK", "host"));
        await File.WriteAllTextAsync(_folder.Path("a,b"), "secret");
        Directory.CreateDirectory(_folder.Path("lib"));

        await BuildAsync(docker, request => request with
        {
            Target = "app",
            BuildArguments = new Dictionary<string, string> { ["B"] = "2", ["A"] = "1 x" },
            Secrets = new Dictionary<string, string> { ["npm"] = _folder.Path("a,b") },
            BuildContexts = new Dictionary<string, string> { ["lib"] = _folder.Path("lib"), ["base"] = "alpine:3", ["laid"] = $"oci-layout://{_folder.Path("image")}:v1" },
            Labels = new Dictionary<string, string> { ["z"] = "1", ["org.example.a"] = "x y" },
            NoCache = true,
            Pull = true,
            CacheFrom = ["registry.example/cache:1"],
            CacheTo = ["type=inline"],
            Arguments = ["--add-host", "a:1"],
        });

        var arguments = docker.Runner.Command("docker buildx build").Arguments;
        string.Join(' ', arguments).ShouldContain("--cache-from registry.example/cache:1 --cache-to type=inline --add-host a:1");
        string.Join(' ', arguments).ShouldContain("--build-arg A=1 x --build-arg B=2 --label org.example.a=x y --label z=1");
        arguments.ShouldContain($"id=npm,\"src={_folder.Path("a,b")}\"");
        arguments.ShouldContain("base=docker-image://alpine:3");
        arguments.ShouldContain("lib=" + _folder.Path("lib"));
        arguments.ShouldContain($"laid=oci-layout://{_folder.Path("image")}:v1");
        new[] { "--no-cache", "--pull", "--target", "--network" }.ShouldBeSubsetOf(arguments);
        FakeDocker.After(docker.Runner.Command("docker buildx build"), "--network").ShouldBe("host");
    }

    [Fact]
    public async Task A_build_argument_that_is_likely_a_secret_is_on_no_command_line()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5");

        await BuildAsync(docker, request => request with
        {
            BuildArguments = new Dictionary<string, string> { ["NPM_TOKEN"] = "abc123", ["EDITION"] = "2", ["PWD"] = "/srv" },
        });

        var command = docker.Runner.Command("docker buildx build");
        string.Join(' ', command.Arguments).ShouldContain("--build-arg EDITION=2 --build-arg NPM_TOKEN --build-arg PWD=/srv");
        command.Environment["NPM_TOKEN"].ShouldBe("abc123");
        command.Environment.ContainsKey("PWD").ShouldBeFalse();
    }

    [Theory]
    [InlineData("docker")]
    [InlineData("docker-container")]
    public async Task Arguments_that_make_something_else_of_a_build_are_named(string driver)
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5", driver);
        docker.Runner.On("docker buildx build", new FakeProcessRunner.Reply(0));

        var error = await Should.ThrowAsync<LambdaImageException>(BuildAsync(docker, request => request with { Arguments = ["--check"] }));

        error.Kind.ShouldBe(ErrorKind.BuildFailed);
        error.Message.ShouldBe("Tried to build shop:test with docker; it ended well but wrote no image. It was also given --check, which may have told it to do something else.");
        error.Remedy.ShouldContain("buildOptions");
    }

    [Fact]
    public async Task Secrets_without_BuildKit_are_refused()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null);
        await File.WriteAllTextAsync(_folder.Path("token"), "secret");

        var error = await Should.ThrowAsync<LambdaImageException>(BuildAsync(docker, request => request with
        {
            Secrets = new Dictionary<string, string> { ["npm"] = _folder.Path("token") },
        }));

        error.Message.ShouldContain("--secret");
        error.Remedy.ShouldContain("buildx");
    }

    [Fact]
    public async Task A_secret_whose_file_is_missing_is_told()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5");

        var error = await Should.ThrowAsync<LambdaImageException>(BuildAsync(docker, request => request with
        {
            Secrets = new Dictionary<string, string> { ["npm"] = _folder.Path("none") },
        }));

        error.Message.ShouldContain("'npm'");
    }

    [Fact]
    public async Task A_mount_without_BuildKit_is_refused_with_its_line()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null).Builder;
        await docker.ProbeAsync(CancellationToken.None);

        var unsupported = Check(docker, "FROM a\nRUN --mount=type=cache,target=/x true\n");

        unsupported!.Reason.ShouldStartWith("--mount needs BuildKit");
        unsupported.Instruction.Lines.First.ShouldBe(2);
    }

    [Fact]
    public async Task Stages_after_the_target_are_not_looked_at()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null).Builder;
        await docker.ProbeAsync(CancellationToken.None);

        Check(docker, "FROM a AS one\nRUN true\nFROM b\nRUN --mount=type=cache,target=/x true\n", "one").ShouldBeNull();
    }

    private Unsupported? Check(IImageBuilder docker, string dockerfile, string? target = null)
    {
        var job = _folder.Job(dockerfile, request => request with { Target = target });
        return docker.Check(job.Dockerfile, job.Request);
    }

    [Fact]
    public async Task A_Dockerfile_and_ignore_file_that_are_not_on_disk_are_written_for_the_CLI()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.10.5");

        await BuildAsync(docker, request => request with
        {
            Dockerfile = request.Dockerfile with { Text = "FROM other\n", IgnoreText = "*.log\n", IgnorePath = Path.Combine(_folder.Context, ".dockerignore") },
        });

        var file = FakeDocker.After(docker.Runner.Command("docker buildx build"), "-f");
        (await File.ReadAllTextAsync(file)).ShouldBe("FROM other\n");
        (await File.ReadAllTextAsync(file + ".dockerignore")).ShouldBe("*.log\n");
        (await File.ReadAllTextAsync(Path.Combine(_folder.Context, "Dockerfile"))).ShouldBe("FROM a\nCOPY x /x\n");
    }

    [Fact]
    public async Task The_classic_builder_is_not_started_when_it_would_miss_the_ignore_file()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null);

        var error = await Should.ThrowAsync<LambdaImageException>(BuildAsync(docker, request => request with
        {
            Dockerfile = request.Dockerfile with { IgnoreText = ".env\n", IgnorePath = Path.Combine(_folder.Context, ".dockerignore") },
        }));

        error.Message.ShouldContain("reads only .dockerignore");
        docker.Runner.Commands.ShouldNotContain(command => command.Arguments[0] == "build");
    }

    [Fact]
    public async Task An_image_for_the_other_processor_is_refused()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null) { Image = new("arm64") };

        var error = await Should.ThrowAsync<LambdaImageException>(BuildAsync(docker));

        error.Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
        error.Message.ShouldContain("linux/amd64");
        error.Message.ShouldContain("linux/arm64");
        error.Remedy.ShouldContain("docker pull --platform linux/amd64 a");
    }

    [Fact]
    public async Task The_base_image_is_pinned_by_what_buildx_tells()
    {
        var docker = new FakeDocker(_folder, "28.2.2", "0.20.0");
        var digest = "sha256:" + new string('a', 64);
        docker.Runner.On("docker buildx build", command =>
        {
            File.WriteAllText(FakeDocker.After(command, "--iidfile"), FakeDocker.ImageId);
            File.WriteAllText(FakeDocker.After(command, "--metadata-file"), $$$"""
                {"buildx.build.provenance":{"materials":[{"uri":"pkg:docker/public.ecr.aws/lambda/nodejs@22?platform=linux%2Famd64",
                "digest":{"sha256":"{{{digest[7..]}}}"}}]}}
                """);
            return new FakeProcessRunner.Reply();
        });

        var result = await BuildAsync(docker, dockerfile: "FROM public.ecr.aws/lambda/nodejs:22\n");

        result.BaseImage.ShouldBe("public.ecr.aws/lambda/nodejs@" + digest);
    }

    [Fact]
    public async Task The_base_image_is_pinned_by_what_the_daemon_knows()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null);
        var digest = "sha256:" + new string('b', 64);
        docker.Runner.On("docker image inspect", new FakeProcessRunner.Reply(0, $"""["public.ecr.aws/lambda/nodejs@{digest}"]"""));

        var result = await BuildAsync(docker, dockerfile: "FROM public.ecr.aws/lambda/nodejs:22\n");

        result.BaseImage.ShouldBe("public.ecr.aws/lambda/nodejs@" + digest);
    }

    [Theory]
    [InlineData("""{"Client":{"Version":"28.2.2"},"Server":null}""", 1, "Cannot connect to the Docker daemon at unix:///x.", "Cannot connect", "Start Docker")]
    [InlineData("""{"Client":{"Version":"4.3.1"}}""", 0, "", "podman under another name", "podman")]
    [InlineData("""{"Client":{"Version":"28"},"Server":{"Version":"28","Os":"windows"}}""", 0, "", "Windows containers", "Linux containers")]
    [InlineData("nonsense", 0, "", "exit code 0", "Start Docker")]
    public async Task A_docker_that_cannot_build_is_told_with_its_reason(string output, int code, string error, string reason, string remedy)
    {
        var docker = new FakeDocker(_folder, "28.2.2", null);
        docker.Runner.On("docker version", new FakeProcessRunner.Reply(code, output, error));

        var availability = await docker.Builder.ProbeAsync(CancellationToken.None);

        availability.IsReady.ShouldBeFalse();
        availability.Description.ShouldContain(reason);
        availability.Remedy!.ShouldContain(remedy);
    }

    [Fact]
    public async Task No_docker_is_told()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null) { Programs = _folder.Path("nowhere") };

        var availability = await docker.Builder.ProbeAsync(CancellationToken.None);

        availability.ShouldBe(new Availability(false, "there is no docker on PATH", "Install Docker: https://docs.docker.com/engine/install/"));
    }

    [Fact]
    public async Task A_failing_save_is_told_with_what_docker_says()
    {
        var docker = new FakeDocker(_folder, "28.2.2", null);
        docker.Runner.On("docker save", new FakeProcessRunner.Reply(1, "", "Error response from daemon: reference does not exist"));

        var error = await Should.ThrowAsync<LambdaImageException>(BuildAsync(docker));

        error.Message.ShouldContain("reference does not exist");
        File.Exists(Path.Combine(_folder.Path("work"), "image.tar")).ShouldBeFalse();
    }

    private Task<BuildResult> BuildAsync(
        FakeDocker docker, Func<BuildRequest, BuildRequest>? change = null, string dockerfile = "FROM a\nCOPY x /x\n") =>
        docker.Builder.BuildAsync(_folder.Job(dockerfile, change), _folder.Work, CancellationToken.None);
}
