using System.Text.Json;
using LambdaImage.Engine.Oci;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

public sealed class Setting_the_configuration : IDisposable
{
    private readonly DaemonlessBench _bench = new();

    [Fact]
    public async Task Every_instruction_has_its_place()
    {
        var config = await _bench.ConfigAsync("""
            FROM scratch
            ARG PORT=8080
            ENV A="1 2" B=$PORT
            LABEL org.example.b=2 org.example.a="$A"
            EXPOSE $PORT 53/udp 3000-3001
            VOLUME /data /logs
            STOPSIGNAL SIGQUIT
            USER app:web
            SHELL ["/bin/bash", "-c"]
            CMD run --port $PORT
            HEALTHCHECK --interval=1m30s --retries=3 CMD curl localhost
            ONBUILD COPY . /app
            """);

        config.Env.ShouldBe(["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "A=1 2", "B=8080"]);
        config.Labels!.ShouldBe(new Dictionary<string, string> { ["org.example.a"] = "1 2", ["org.example.b"] = "2" });
        config.ExposedPorts!.Keys.ShouldBe(["3000/tcp", "3001/tcp", "53/udp", "8080/tcp"]);
        config.StopSignal.ShouldBe("SIGQUIT");
        config.User.ShouldBe("app:web");
        config.Cmd.ShouldBe(["/bin/bash", "-c", "run --port $PORT"]);
        config.OnBuild.ShouldBe(["COPY . /app"]);
        JsonSerializer.Serialize(config.Others!["Healthcheck"]).ShouldBe("""{"Interval":90000000000,"Retries":3,"Test":["CMD-SHELL","curl localhost"]}""");
    }

    [Fact]
    public async Task Labels_of_the_build_go_over_those_of_the_file_and_change_nothing_else()
    {
        const string File = "FROM scratch\nLABEL a=1 b=2\nCOPY x /x\n";
        var plain = await _bench.With("x").BuildAsync(File);
        _bench.Labels["b"] = "two";
        _bench.Labels["org.opencontainers.image.revision"] = "0123";

        var labelled = await _bench.BuildAsync(File);

        labelled.Image.Config.Config!.Labels.ShouldBe(new Dictionary<string, string> { ["a"] = "1", ["b"] = "two", ["org.opencontainers.image.revision"] = "0123" });
        labelled.Image.Config.RootFs.DiffIds.ShouldBe(plain.Image.Config.RootFs.DiffIds);
        labelled.Image.Config.History!.Count.ShouldBe(plain.Image.Config.History!.Count);
        labelled.Image.Descriptor.DigestText.ShouldNotBe(plain.Image.Descriptor.DigestText);
    }

    [Fact]
    public async Task An_inherited_CMD_goes_with_the_inherited_ENTRYPOINT()
    {
        _bench.WithImage("base", Create(Config(new ContainerConfig { Entrypoint = ["/old"], Cmd = ["old"] })));

        (await _bench.ConfigAsync("FROM base\nENTRYPOINT [\"/new\"]")).Cmd.ShouldBeNull();
        (await _bench.ConfigAsync("FROM base\nCMD [\"new\"]\nENTRYPOINT [\"/new\"]")).Cmd.ShouldBe(["new"]);
        (await _bench.ConfigAsync("FROM base\nCMD [\"new\"]")).Entrypoint.ShouldBe(["/old"]);
    }

    [Fact]
    public async Task A_working_directory_is_made_where_it_is_not_surely_there()
    {
        var lines = await _bench.EntriesAsync("FROM scratch\nUSER 7\nWORKDIR /a/b\nWORKDIR ../c\nWORKDIR /a");

        lines.ShouldBe(["dir 0755 7:7 a/", "dir 0755 7:7 a/b/", "dir 0755 7:7 a/", "dir 0755 7:7 a/c/"]);
    }

    [Fact]
    public async Task Arguments_come_from_the_request_the_default_or_the_global_value_and_ENV_wins()
    {
        _bench.Arguments["GIVEN"] = "given";
        _bench.Arguments["UNUSED"] = "x";

        var config = await _bench.ConfigAsync("""
            ARG GLOBAL=global
            ARG GIVEN=default
            FROM scratch
            ARG GLOBAL
            ARG GIVEN
            ARG LOCAL=local
            ARG SHADOWED=argument
            ARG TARGETARCH
            ENV SHADOWED=environment
            LABEL a=$GLOBAL b=$GIVEN c=$LOCAL d=$SHADOWED e=$TARGETARCH f=$TARGETOS
            """);

        string.Join(' ', config.Labels!.Values).ShouldBe("global given local environment amd64 ");
        _bench.Log.ShouldContain("Warning: The build argument UNUSED was not used: no ARG UNUSED declares it.");
        _bench.Log.ShouldNotContain(line => line.Contains("GIVEN was not used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Global_arguments_choose_the_base()
    {
        _bench.Arguments["VERSION"] = "2";
        _bench.WithImage("docker.io/library/base:2", Create());

        (await _bench.BuildAsync("ARG VERSION=1\nFROM base:${VERSION}")).BaseImage.ShouldStartWith("docker.io/library/base@sha256:");
        (await _bench.FailAsync("FROM $NOTHING")).Message.ShouldContain("names no image");
    }

    [Fact]
    public async Task Triggers_of_the_base_run_first_and_are_gone_then()
    {
        _bench.With("app.js").WithImage("base", Create(Config(new ContainerConfig { OnBuild = ["COPY . /src/", "ENV B=1"] })));

        var result = await _bench.BuildAsync("FROM base\nENV A=$B");

        result.Origins.ShouldBe(["COPY . /src/"]);
        result.Image.Config.Config!.Env!.Skip(1).ShouldBe(["B=1", "A=1"]);
        result.Image.Config.Config!.OnBuild.ShouldBeNull();
    }

    [Fact]
    public async Task A_trigger_that_needs_a_shell_is_refused_by_name()
    {
        _bench.WithImage("base", Create(Config(new ContainerConfig { OnBuild = ["RUN make"] })));

        (await _bench.FailAsync("FROM base")).Message.ShouldStartWith("ONBUILD of base:1: the daemonless engine cannot carry out RUN");
    }

    [Theory]
    [InlineData(MediaTypes.DockerManifest, MediaTypes.DockerConfig, MediaTypes.DockerLayerGzip)]
    [InlineData(MediaTypes.OciManifest, MediaTypes.OciConfig, MediaTypes.OciLayerGzip)]
    public async Task Media_types_are_those_of_the_base(string manifest, string config, string layer)
    {
        _bench.With("a").WithImage("base", Create(null, manifest, null, [File("x")]));

        var image = (await _bench.BuildAsync("FROM base\nCOPY a /")).Image;

        image.Descriptor.MediaType.ShouldBe(manifest);
        image.Manifest.MediaType.ShouldBe(manifest);
        image.Manifest.Config.MediaType.ShouldBe(config);
        image.Manifest.Layers.ShouldAllBe(one => one.MediaType == layer);
    }

    [Fact]
    public async Task History_and_digests_have_one_entry_for_each_layer()
    {
        _bench.With("a").WithImage("base", Create(null, MediaTypes.DockerManifest, null, [File("x")], [File("y")]));

        var config = (await _bench.BuildAsync("FROM base\nENV A=1\nCOPY a /\nCOPY --exclude=** a /")).Image.Config;

        config.RootFs.DiffIds.Count.ShouldBe(3);
        config.History!.Count(entry => !entry.EmptyLayer).ShouldBe(3);
        config.History!.Select(entry => entry.CreatedBy).ShouldBe(["base image", "base image", "ENV A=1", "COPY a /", "COPY --exclude=** a /"]);
        config.Created.ShouldBe("1970-01-01T00:00:00Z");
    }

    [Fact]
    public async Task Members_nobody_knows_are_kept_and_those_of_the_run_that_made_the_base_are_not()
    {
        var others = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            ["org.example"] = JsonSerializer.SerializeToElement(1),
            ["container_config"] = JsonSerializer.SerializeToElement(2),
        };
        _bench.WithImage("base", Create(Config(new ContainerConfig()) with { Others = others }));

        (await _bench.BuildAsync("FROM base")).Image.Config.Others!.Keys.ShouldBe(["org.example"]);
    }

    [Fact]
    public async Task An_image_for_another_processor_is_refused()
    {
        _bench.Architecture = LambdaArchitecture.Arm64;
        _bench.WithImage("base", Create());

        (await _bench.FailAsync("FROM base")).Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
    }

    [Theory]
    [InlineData("EXPOSE 8080:80")]
    [InlineData("EXPOSE 99999")]
    [InlineData("STOPSIGNAL what ever")]
    [InlineData("HEALTHCHECK --interval=5 CMD x")]
    [InlineData("HEALTHCHECK --interval=3000000h CMD x")]
    [InlineData("COPY --from=9 /a /a")]
    [InlineData("COPY https://example.com/a /a")]
    [InlineData("ADD --checksum=sha256:00 a /a")]
    [InlineData("USER $NOBODY")]
    [InlineData("COPY --chmod=rwx a /a")]
    public async Task A_value_that_makes_no_sense_is_refused_with_its_line(string instruction)
    {
        var error = await _bench.With("a").FailAsync("FROM scratch\n" + instruction);

        error.Kind.ShouldBe(ErrorKind.DockerfileInvalid);
        error.Message.ShouldStartWith("Dockerfile:2: ");
    }

    public void Dispose() => _bench.Dispose();

    private static ImageConfig Config(ContainerConfig container) => new() { Os = "linux", Architecture = "amd64", Config = container };
}
