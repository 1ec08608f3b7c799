using System.Diagnostics;
using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Builders.Buildah;
using LambdaImage.Engine.Builders.Docker;
using LambdaImage.Engine.Builders.Podman;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Oci.Archive;

namespace LambdaImage.Engine.Tests.Builders.Cli;

/// <summary>Each CLI builds, fails and stops as its doubles do.</summary>
public sealed class Building_for_real : IDisposable
{
    private const string Base = "public.ecr.aws/lambda/provided:al2023";

    private const string Dockerfile = $"""
        FROM {Base} AS made
        RUN echo made > /made

        FROM {Base}
        ARG GREETING
        WORKDIR /var/task
        COPY --from=made /made ./
        COPY app.txt ./
        RUN echo "$GREETING" > greeting && \
            echo "it says $GREETING"
        ENV STAGE=test
        CMD ["app.handler"]

        """;

    private readonly BuildFolder _folder = new();
    private readonly ProcessEnvironment _environment = new();
    private readonly ProcessRunner _runner = new(new ProcessEnvironment());

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Builders => [.. Modern, "docker-classic"];

    /// <summary>Those that have secrets and take an ignore file from elsewhere; that the classic one refuses both is proven by Building_with_docker.</summary>
    public static TheoryData<string> Modern => ["docker-buildx", "docker-buildkit", "podman", "buildah"];

    [SkippableTheory]
    [MemberData(nameof(Builders))]
    public async Task An_image_is_built_and_can_be_read(string name)
    {
        _folder.Write("app.txt", "hello");

        var result = await (await FindAsync(name)).BuildAsync(Job(Dockerfile), _folder.Work, CancellationToken.None);

        var image = result.Image;
        image.Config.Architecture.ShouldBe("amd64");
        image.Config.Config!.Cmd.ShouldBe(["app.handler"]);
        image.Config.Config.Env!.ShouldContain("STAGE=test");
        image.Manifest.Layers.ShouldAllBe(layer => MediaTypes.IsGzipLayer(layer.MediaType));
        image.Descriptor.Digest.ShouldBe(Digest.Of(image.ManifestBytes.Span));
        foreach (var layer in image.Layers) Digest.Of(await SampleImage.BytesAsync(layer)).ShouldBe(layer.Descriptor.Digest);
        File.Exists(result.Location.Value).ShouldBeTrue();
        result.Origins[0].ShouldBe("base");
        result.Origins[^1].ShouldStartWith("RUN echo \"$GREETING\" > greeting");
        result.Origins.Count(origin => origin.StartsWith("COPY", StringComparison.Ordinal)).ShouldBe(2);
        _folder.Work.Messages(LogLevel.Build).ShouldContain(line => line.Contains("it says hi", StringComparison.Ordinal));
        _folder.Work.Progress.ShouldContain(progress => progress.Status.StartsWith("COPY app.txt", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [MemberData(nameof(Builders))]
    public async Task A_failing_command_is_told_with_its_line(string name)
    {
        _folder.Write("app.txt", "hello");
        var job = Job(Dockerfile.Replace("echo \"it says $GREETING\"", "echo trouble && exit 7", StringComparison.Ordinal));

        var error = await Should.ThrowAsync<LambdaImageException>(
            (await FindAsync(name)).BuildAsync(job, _folder.Work, CancellationToken.None));

        error.Kind.ShouldBe(ErrorKind.BuildFailed);
        error.Location!.Line.ShouldBe(9);
        error.Message.ShouldContain("exit code 7");
        error.Message.ShouldContain("trouble");
    }

    [SkippableTheory]
    [MemberData(nameof(Builders))]
    public async Task A_file_that_is_not_in_the_context_is_told_with_its_line(string name)
    {
        var error = await Should.ThrowAsync<LambdaImageException>(
            (await FindAsync(name)).BuildAsync(Job(Dockerfile), _folder.Work, CancellationToken.None));

        error.Kind.ShouldBe(ErrorKind.ContextFileNotFound, error.Message);
        error.Location!.Line.ShouldBe(8);
    }

    [SkippableTheory]
    [MemberData(nameof(Builders))]
    public async Task A_base_image_that_does_not_exist_is_told(string name)
    {
        var reference = Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_REGISTRY") + "/nobody/nothing:1";

        var error = await Should.ThrowAsync<LambdaImageException>(
            (await FindAsync(name)).BuildAsync(Job($"FROM {reference}\nRUN true\n"), _folder.Work, CancellationToken.None));

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        error.Target.ShouldBe(reference);
    }

    [SkippableTheory]
    [MemberData(nameof(Modern))]
    public async Task Excluded_files_stay_out_though_the_ignore_file_is_not_on_disk(string name)
    {
        _folder.Write("app.txt", "hello");
        _folder.Write(".env", "SECRET=1");

        var job = Job($"FROM {Base}\nCOPY . /all\nRUN ls -A /all\n", request => request with
        {
            Dockerfile = request.Dockerfile with { IgnoreText = ".env\n", IgnorePath = Path.Combine(_folder.Context, ".dockerignore") },
        });
        await (await FindAsync(name)).BuildAsync(job, _folder.Work, CancellationToken.None);

        var listing = string.Join('\n', _folder.Work.Messages(LogLevel.Build));
        listing.ShouldContain("app.txt");
        listing.ShouldNotContain(".env");
    }

    [SkippableTheory]
    [MemberData(nameof(Modern))]
    public async Task A_secret_is_there_during_the_build_and_not_after(string name)
    {
        await File.WriteAllTextAsync(_folder.Path("token"), "s3cret");
        var job = Job($"FROM {Base}\nRUN --mount=type=secret,id=token wc -c < /run/secrets/token > /length && cat /length\n", request => request with
        {
            Secrets = new Dictionary<string, string> { ["token"] = _folder.Path("token") },
        });

        var result = await (await FindAsync(name)).BuildAsync(job, _folder.Work, CancellationToken.None);

        _folder.Work.Messages(LogLevel.Build).ShouldContain(line => line.TrimEnd().EndsWith('6'));
        System.Text.Encoding.UTF8.GetString(result.Image.ConfigBytes.Span).ShouldNotContain("s3cret");
    }

    [SkippableTheory]
    [MemberData(nameof(Builders))]
    public async Task An_image_that_was_built_before_is_not_saved_again(string name)
    {
        var builder = await FindAsync(name);
        var job = Job($"FROM {Base}\nRUN echo {Path.GetRandomFileName()} > /made\n", request => request with { NoCache = false });

        var first = await builder.BuildAsync(job with { WorkFolder = _folder.Path("first") }, _folder.Work, CancellationToken.None);
        var again = await builder.BuildAsync(job with { WorkFolder = _folder.Path("again") }, _folder.Work, CancellationToken.None);

        again.Image.Descriptor.Digest.ShouldBe(first.Image.Descriptor.Digest);
        again.BaseImage.ShouldBe(first.BaseImage);
        foreach (var layer in again.Image.Layers) Digest.Of(await SampleImage.BytesAsync(layer)).ShouldBe(layer.Descriptor.Digest);
        _folder.Work.Messages(LogLevel.Debug).Count(line => line.Contains(" save ", StringComparison.Ordinal) || line.Contains(" push ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [SkippableTheory]
    [MemberData(nameof(Builders))]
    public async Task A_build_argument_that_is_likely_a_secret_arrives(string name)
    {
        var job = Job($"FROM {Base}\nARG API_TOKEN\nRUN echo \"${{#API_TOKEN}} characters\" && test \"$API_TOKEN\" = 'a b=c'\n");
        job = job with { Request = job.Request with { BuildArguments = new Dictionary<string, string> { ["API_TOKEN"] = "a b=c" } } };

        await (await FindAsync(name)).BuildAsync(job, _folder.Work, CancellationToken.None);

        _folder.Work.Messages(LogLevel.Build).ShouldContain(line => line.Contains("5 characters", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("podman")]
    [InlineData("buildah")]
    public async Task Annotations_are_part_of_what_was_built_before(string name)
    {
        var builder = await FindAsync(name);
        var text = $"FROM {Base}\nRUN echo {Path.GetRandomFileName()} > /made\n";

        var first = await BuildAsync("first", "1");
        var second = await BuildAsync("second", "2");

        second.Image.Manifest.Annotations.ShouldNotBeNull()["edition"].ShouldBe("2");

        // Nor does the cache of their steps look at annotations.
        Task<BuildResult> BuildAsync(string folder, string edition) => builder.BuildAsync(
            Job(text, request => request with { NoCache = false, Arguments = ["--no-cache", "--timestamp=0", $"--annotation=edition={edition}"] }) with { WorkFolder = _folder.Path(folder) },
            _folder.Work, CancellationToken.None);
    }

    /// <summary>The first build ends as one does whose layer another build has removed.</summary>
    [SkippableTheory]
    [InlineData("podman", "build")]
    [InlineData("buildah", "bud")]
    public async Task A_build_that_lost_a_layer_to_another_is_built_after_all(string name, string verb)
    {
        await FindAsync(name);
        var real = new ProgramSearch(_environment).Find(name);
        var once = _folder.Path("once");
        var programs = _folder.Program("unlucky", name,
            $"#!/bin/sh\nif [ \"$1\" = {verb} ] && mkdir {once} 2>/dev/null; then echo 'Error: creating build container: layer not known' >&2; exit 125; fi\nexec {real} \"$@\"\n");
        var runner = new ProcessRunner(new TestEnvironment(_environment.Home, ("PATH", programs)));
        IImageBuilder builder = name == "podman"
            ? new PodmanBuilder(runner, _environment, _folder.Compressed) : new BuildahBuilder(runner, _environment, _folder.Compressed);

        var result = await builder.BuildAsync(Job($"FROM {Base}\nRUN echo made > /made\n"), _folder.Work, CancellationToken.None);

        Directory.Exists(once).ShouldBeTrue();
        result.Origins[^1].ShouldBe("RUN echo made > /made");
        _folder.Work.Messages(LogLevel.Verbose).ShouldContain(line => line.EndsWith("begun anew.", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [MemberData(nameof(Builders))]
    public async Task Cancellation_ends_the_build_at_once(string name)
    {
        var builder = await FindAsync(name);
        using var stop = new CancellationTokenSource();
        var watcher = new StartWatcher(stop);
        var job = Job($"FROM {Base}\nRUN echo started && sleep 6543\n");
        var run = builder.BuildAsync(job, watcher, stop.Token);

        await Should.ThrowAsync<OperationCanceledException>(run.WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None));

        Stopwatch.GetElapsedTime(watcher.CancelledAt).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        // Docker's daemon ends the container itself once the CLI is gone.
        await UntilAsync(() => !AnyProcess("sleep\0" + "6543"));
    }

    [SkippableFact]
    public async Task The_classic_builder_is_caught_making_an_image_for_the_wrong_processor()
    {
        var builder = await FindAsync("docker-classic");
        _folder.Write("app.txt", "hello");
        var job = Job($"FROM {Base}\nCOPY app.txt /\n", request => request with
        {
            Dockerfile = request.Dockerfile with { Project = request.Dockerfile.Project with { Architecture = LambdaArchitecture.Arm64 } },
        });

        var error = await Should.ThrowAsync<LambdaImageException>(builder.BuildAsync(job, _folder.Work, CancellationToken.None));

        error.Kind.ShouldBeOneOf(ErrorKind.ArchitectureMismatch, ErrorKind.RegistryUnreachable);
    }

    [SkippableFact]
    public async Task A_context_of_docker_builds_where_the_daemon_in_use_does_not_run()
    {
        await FindAsync("docker-buildx");
        Skip.If(OperatingSystem.IsWindows(), "docker is started through a script that names its configuration");
        _folder.Write("app.txt", "hello");
        var docker = new ProgramSearch(_environment).Find("docker");
        var config = $"#!/bin/sh\nexport DOCKER_CONFIG={_folder.Path("config")}\n";
        var make = Path.Combine(_folder.Program("make", "docker", $"{config}exec {docker} \"$@\"\n"), "docker");
        var made = await _runner.RunAsync(new ProcessCommand(make, ["context", "create", "far", "--docker", "host=" + _environment.Get("DOCKER_HOST")]), null, CancellationToken.None);
        made.ExitCode.ShouldBe(0, string.Join('\n', made.Errors));
        var nowhere = _folder.Program("bin", "docker", $"{config}export DOCKER_HOST=unix://{_folder.Path("none")}\nexec {docker} \"$@\"\n");
        var builder = new DockerBuilder(_runner, new TestEnvironment(_environment.Home, ("PATH", nowhere)), _folder.Compressed, builder: "far");

        (await builder.ProbeAsync(CancellationToken.None)).Description.ShouldEndWith("driver docker, builder far");
        var result = await builder.BuildAsync(Job($"FROM {Base}\nCOPY app.txt /\n"), _folder.Work, CancellationToken.None);

        result.Origins[^1].ShouldBe("COPY app.txt /");
    }

    private BuildJob Job(string dockerfile, Func<BuildRequest, BuildRequest>? change = null)
    {
        var job = _folder.Job(dockerfile, request => (change ?? (same => same))(request with
        {
            BuildArguments = new Dictionary<string, string> { ["GREETING"] = "hi" },
            // A step that another test has run before would print nothing.
            NoCache = true,
        }));
        return job with { Tag = "builder-test-" + Path.GetRandomFileName()[..8] + ":latest" };
    }

    private async Task<IImageBuilder> FindAsync(string name)
    {
        Skip.If(_environment.Get("LAMBDAIMAGE_LAB") is null, "needs the lab");
        IImageBuilder builder = name switch
        {
            "podman" => new PodmanBuilder(_runner, _environment, _folder.Compressed),
            "buildah" => new BuildahBuilder(_runner, _environment, _folder.Compressed),
            "docker-classic" => Docker(("DOCKER_BUILDKIT", "0")),
            "docker-buildkit" => Docker(("PATH", WithoutBuildx())),
            _ => Docker(),
        };
        var availability = await builder.ProbeAsync(CancellationToken.None);
        Skip.IfNot(availability.IsReady, availability.Description);
        var wanted = name switch
        {
            "docker-buildx" => "buildx",
            "docker-buildkit" => "BuildKit of the daemon",
            "docker-classic" => "classic",
            _ => name,
        };
        Skip.IfNot(availability.Description.Contains(wanted, StringComparison.Ordinal), availability.Description);
        return builder;
    }

    private DockerBuilder Docker(params (string Name, string Value)[] variables) => new(
        _runner,
        new TestEnvironment(_environment.Home, [.. variables, ("PATH", _environment.Get("PATH")!)]),
        _folder.Compressed);

    // A docker without the plugin, for each docker on PATH.
    private string WithoutBuildx()
    {
        Skip.If(OperatingSystem.IsWindows(), "needs sh");
        var folders = new List<string>();
        foreach (var docker in new ProgramSearch(_environment).FindAll("docker"))
        {
            folders.Add(_folder.Program(
                "without-buildx-" + folders.Count, "docker", $"#!/bin/sh\n[ \"$1\" != buildx ] || exit 1\nexec {docker} \"$@\"\n"));
        }

        return string.Join(Path.PathSeparator, folders);
    }

    private static bool AnyProcess(string commandLine) => Directory.EnumerateDirectories("/proc").Any(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Contains(commandLine, StringComparison.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!condition()) await Task.Delay(50, limit.Token);
    }

    /// <summary>Cancels as soon as the command runs, and notes when.</summary>
    private sealed class StartWatcher(CancellationTokenSource stop) : IWorkReporter
    {
        public long CancelledAt { get; private set; }

        public void Report(WorkProgress progress)
        {
        }

        public void Log(LogLevel level, string message)
        {
            if (level != LogLevel.Build || !message.EndsWith("started", StringComparison.Ordinal) || stop.IsCancellationRequested) return;
            CancelledAt = Stopwatch.GetTimestamp();
            _ = stop.CancelAsync();
        }
    }
}
