using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Tests.Builders.Cli;

/// <summary>The outputs are those of real builders.</summary>
public sealed class Reading_a_failed_build : IDisposable
{
    private const string TwoStages = """
        ARG BASE=base
        FROM ${BASE} AS deps
        RUN echo one > /one

        FROM ${BASE}
        ARG V=1
        WORKDIR /app
        COPY --from=deps /one /one
        COPY app.txt ./
        ENV X=1
        RUN echo before; exit 3; \
            echo two
        CMD ["sh"]
        """;

    private readonly BuildFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void BuildKit_of_Docker_20_names_stage_and_position()
    {
        var error = Explain(BuildEngine.Docker, TwoStages, """
            #9 [stage-1 4/5] COPY app.txt ./
            #9 CACHED

            #10 [stage-1 5/5] RUN echo before; exit 3;     echo two
            #10 0.460 before
            #10 ERROR: executor failed running [/bin/sh -c echo before; exit 3;     echo two]: exit code: 3
            ------
             > [stage-1 5/5] RUN echo before; exit 3;     echo two:
            #10 0.460 before
            ------
            ERROR: failed to solve: executor failed running [/bin/sh -c echo before; exit 3;     echo two]: exit code: 3
            """);

        error.Kind.ShouldBe(ErrorKind.BuildFailed);
        error.Location.ShouldBe(new SourceLocation(Dockerfile, 11));
        error.Message.ShouldContain("RUN echo before; exit 3;     echo two");
        error.Message.ShouldContain("exit code 3.");
        error.Message.ShouldContain("#10 0.460 before");
    }

    [Fact]
    public void BuildKit_since_0_10_shows_the_source_line()
    {
        var error = Explain(BuildEngine.Docker, TwoStages, """
            ------
             > [stage-1 5/5] RUN echo before:
            0.091 before
            ------
            Dockerfile:11
            --------------------
               9 |     COPY app.txt ./
              10 |     ENV X=1
              11 | >>> RUN echo before; exit 3; \
              12 | >>>     echo two
              13 |     CMD ["sh"]
            --------------------
            ERROR: failed to solve: process "/bin/sh -c echo before; exit 3;     echo two" did not complete successfully: exit code: 3
            """);

        error.Location.ShouldBe(new SourceLocation(Dockerfile, 11));
        error.Message.ShouldContain("exit code 3.");
    }

    [Fact]
    public void The_classic_builder_counts_every_instruction_of_the_file()
    {
        var error = Explain(BuildEngine.Docker, TwoStages, """
            Step 9/11 : ENV X=1
             ---> Using cache
            Step 10/11 : RUN echo before; exit 3;     echo two
             ---> Running in fa1483a48413
            before
            The command '/bin/sh -c echo before; exit 3;     echo two' returned a non-zero code: 3
            """);

        error.Location.ShouldBe(new SourceLocation(Dockerfile, 11));
        error.Message.ShouldContain("exit code 3.");
    }

    [Fact]
    public void Podman_counts_in_each_stage()
    {
        var error = Explain(BuildEngine.Podman, TwoStages, """
            [2/2] STEP 6/8: ENV X=1
            --> 884185b6e88
            [2/2] STEP 7/8: RUN echo before; exit 3;     echo two
            before
            Error: building at STEP "RUN echo before; exit 3;     echo two": while running runtime: exit status 3
            """);

        error.Location.ShouldBe(new SourceLocation(Dockerfile, 11));
        error.Message.ShouldContain("exit code 3.");
    }

    [Theory]
    [InlineData(BuildEngine.Docker, """
        #9 [stage-1 4/5] COPY app.txt ./
        #9 ERROR: "/app.txt" not found: not found
        ------
         > [stage-1 4/5] COPY app.txt ./:
        ------
        ERROR: failed to solve: failed to compute cache key: "/app.txt" not found: not found
        """)]
    [InlineData(BuildEngine.Docker, """
        ------
         > [stage-1 4/5] COPY app.txt ./:
        ------
        ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref ae8f4a::x1: "/app.txt": not found
        """)]
    [InlineData(BuildEngine.Docker, """
        Step 8/11 : COPY app.txt ./
        COPY failed: file not found in build context or excluded by .dockerignore: stat app.txt: file does not exist
        """)]
    [InlineData(BuildEngine.Buildah, """
        [2/2] STEP 5/8: COPY app.txt ./
        Error: building at STEP "COPY app.txt ./": checking on sources under "/tmp/ctx": copier: stat: "/app.txt": no such file or directory
        """)]
    public void A_file_that_is_not_in_the_context_is_named(BuildEngine engine, string output)
    {
        var error = Explain(engine, TwoStages, output);

        error.Kind.ShouldBe(ErrorKind.ContextFileNotFound);
        error.Location.ShouldBe(new SourceLocation(Dockerfile, 9));
        error.Message.ShouldContain("app.txt, which is not in the build context");
    }

    [Theory]
    [InlineData(ErrorKind.ImageNotFound, """
        #3 [internal] load metadata for public.ecr.aws/lambda/nope:1
        #3 ERROR: public.ecr.aws/lambda/nope:1: not found
        ------
         > [internal] load metadata for public.ecr.aws/lambda/nope:1:
        ------
        Dockerfile:1
        --------------------
           1 | >>> FROM public.ecr.aws/lambda/nope:1
        --------------------
        ERROR: failed to solve: public.ecr.aws/lambda/nope:1: failed to resolve source metadata for public.ecr.aws/lambda/nope:1: not found
        """)]
    [InlineData(ErrorKind.RegistryUnreachable, """
        ------
         > [internal] load metadata for public.ecr.aws/lambda/nope:1:
        ------
        ERROR: failed to solve: rpc error: code = Unknown desc = failed to create LLB definition: failed to do request: Head "https://public.ecr.aws/v2/lambda/nope/manifests/1": dial tcp: lookup public.ecr.aws on 10.255.255.53:53: no such host
        """)]
    [InlineData(ErrorKind.ImageNotFound, """
        Step 1/2 : FROM public.ecr.aws/lambda/nope:1
        manifest for public.ecr.aws/lambda/nope:1 not found: manifest unknown: manifest unknown
        """)]
    [InlineData(ErrorKind.ImageNotFound, """
        Step 1/2 : FROM public.ecr.aws/lambda/nope:1
        pull access denied for public.ecr.aws/lambda/nope:1, repository does not exist or may require 'docker login': denied: requested access to the resource is denied
        """)]
    [InlineData(ErrorKind.RegistryUnauthorized, """
        Step 1/2 : FROM public.ecr.aws/lambda/nope:1
        Head "https://public.ecr.aws/v2/lambda/nope/manifests/1": no basic auth credentials
        """)]
    [InlineData(ErrorKind.RegistryThrottled, """
        Step 1/2 : FROM public.ecr.aws/lambda/nope:1
        toomanyrequests: Rate exceeded
        """)]
    [InlineData(ErrorKind.ImageNotFound, """
        STEP 1/2: FROM public.ecr.aws/lambda/nope:1
        Trying to pull public.ecr.aws/lambda/nope:1...
        Error: creating build container: initializing source docker://public.ecr.aws/lambda/nope:1: reading manifest 1 in public.ecr.aws/lambda/nope: manifest unknown: manifest unknown
        """)]
    [InlineData(ErrorKind.ArchitectureMismatch, """
        Step 1/2 : FROM public.ecr.aws/lambda/nope:1
        no matching manifest for linux/arm64/v8 in the manifest list entries
        """)]
    public void A_base_image_that_cannot_be_had_is_told_with_its_reason(ErrorKind kind, string output)
    {
        var error = Explain(BuildEngine.Docker, "FROM public.ecr.aws/lambda/nope:1\nRUN true\n", output);

        error.Kind.ShouldBe(kind);
        error.Target.ShouldBe("public.ecr.aws/lambda/nope:1");
    }

    [Fact]
    public void What_a_command_prints_is_not_taken_for_a_missing_base_image()
    {
        var error = Explain(BuildEngine.Docker, "FROM a\nRUN fetch\n", """
            Step 2/2 : RUN fetch
             ---> Running in 1
            manifest unknown: not found
            The command '/bin/sh -c fetch' returned a non-zero code: 1
            """);

        error.Kind.ShouldBe(ErrorKind.BuildFailed);
    }

    [Theory]
    [InlineData("exec /bin/sh: exec format error", 1, "emulation")]
    [InlineData("write /x: no space left on device", 1, "prune")]
    [InlineData("curl: (6) Could not resolve host: example.org", 6, "LAMBDAIMAGE_BUILD_NETWORK=host")]
    [InlineData("Killed", 137, "memory")]
    [InlineData("/bin/sh: npm: not found", 127, "does not exist in the image")]
    public void The_remedy_fits_the_cause(string line, int code, string remedy)
    {
        var error = Explain(BuildEngine.Docker, "FROM a\nRUN x\n", $"""
            Step 2/2 : RUN x
            {line}
            The command '/bin/sh -c x' returned a non-zero code: {code}
            """);

        error.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Twenty_lines_of_the_log_are_shown()
    {
        var output = string.Join('\n', Enumerable.Range(1, 100).Select(i => $"line {i}")) + "\nError: it broke";

        var error = Explain(BuildEngine.Buildah, "FROM a\n", output);

        error.Message.ShouldContain("it failed: it broke");
        error.Message.ShouldContain("\n  line 82");
        error.Message.ShouldNotContain("\n  line 81");
    }

    [Fact]
    public void Secrets_and_colours_do_not_reach_the_log()
    {
        Explain(BuildEngine.Docker, "FROM a\n", "\u001b[31mLooking in https://user:hunter2@pypi.example/simple\u001b[0m");

        _folder.Work.Messages(LogLevel.Build).ShouldBe(["Looking in https://***@pypi.example/simple"]);
    }

    private string Dockerfile => System.IO.Path.Combine(_folder.Context, "Dockerfile");

    private LambdaImageException Explain(BuildEngine engine, string dockerfile, string output)
    {
        var log = new BuildLog(_folder.Work, "Build");
        foreach (var line in output.ReplaceLineEndings("\n").Split('\n')) log.Take(new OutputLine(line, IsError: true));
        return FailureCause.Explain(engine, _folder.Job(dockerfile), log);
    }
}
