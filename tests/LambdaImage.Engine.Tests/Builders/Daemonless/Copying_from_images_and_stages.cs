using LambdaImage.Engine.Oci;
using LambdaImage.TestKit;
using static LambdaImage.TestKit.MemoryImage;
using File = System.IO.File;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

public sealed class Copying_from_images_and_stages : IDisposable
{
    private static readonly ImageReference Hub = ImageReference.Parse("bref/php-80-fpm");

    private readonly DaemonlessBench _bench = new();

    [Fact]
    public async Task The_old_example_of_Bref_needs_no_daemon_and_no_layer_of_its_base()
    {
        var fpm = Create(Amd64(new ContainerConfig { Entrypoint = ["/lambda-entrypoint.sh"], WorkingDir = "/var/task" }), MediaTypes.DockerManifest, Hub, [Folder("opt"), Folder("opt/bref")]);
        _bench.With("public/index.php", "vendor/autoload.php")
            .WithImage("bref/php-80-fpm", fpm)
            .WithImage("bref/extra-redis-php-80:0.10", Extra("redis"))
            .WithImage("bref/extra-gmp-php-80:0.10", Extra("gmp"));

        var result = await _bench.BuildAsync("""
            FROM bref/php-80-fpm
            COPY --from=bref/extra-redis-php-80:0.10 /opt/bref-extra /opt/bref-extra
            COPY --from=bref/extra-gmp-php-80:0.10 /opt/bref-extra /opt/bref-extra
            COPY --from=bref/extra-gmp-php-80:0.10 /opt/bref/ /opt/bref
            COPY . /var/task
            CMD ["public/index.php"]
            """);

        result.Origins.ShouldBe(
        [
            "base", "COPY --from=bref/extra-redis-php-80:0.10 /opt/bref-extra /opt/bref-extra",
            "COPY --from=bref/extra-gmp-php-80:0.10 /opt/bref-extra /opt/bref-extra",
            "COPY --from=bref/extra-gmp-php-80:0.10 /opt/bref/ /opt/bref", "COPY . /var/task",
        ]);
        (await TarListing.OfAsync(result.Image.Layers[2])).ShouldBe(
            ["dir 0755 0:0 opt/", "dir 0755 0:0 opt/bref-extra/", "file 0644 0:0 opt/bref-extra/gmp.so = gmp"]);
        (await TarListing.OfAsync(result.Image.Layers[3])).ShouldBe(
            ["dir 0755 0:0 opt/", "dir 0755 0:0 opt/bref/", "file 0644 0:0 opt/bref/gmp.ini = extension=gmp", "link 0777 0:0 opt/bref/lib -> /usr/lib"]);
        result.Image.Config.Config!.Entrypoint.ShouldBe(["/lambda-entrypoint.sh"]);
        result.Image.Config.Config!.Cmd.ShouldBe(["public/index.php"]);
        result.BaseImage.ShouldBe($"docker.io/bref/php-80-fpm@{fpm.Descriptor.DigestText}");
        ((MemoryLayer)fpm.Layers[0]).Opened.ShouldBe(0);
        File.Exists(Path.Combine(result.Location.Value, "blobs", "sha256", fpm.Layers[0].Descriptor.Digest.Hex)).ShouldBeFalse();
    }

    [Fact]
    public async Task Files_hidden_by_higher_layers_are_not_copied_and_attributes_are_kept()
    {
        _bench.WithImage("tools:1", Create(null, MediaTypes.OciManifest, null,
            [Folder("data", 0b111_000_000, 42), Folder("data/deep", 0b111_000_000, 42), MemoryImage.File("data/gone"), MemoryImage.File("data/kept", "old")],
            [Hide("data/gone"), MemoryImage.File("data/kept", "new", 0b111_000_000) with { UserId = 42, GroupId = 43 }]));

        (await _bench.EntriesAsync("FROM scratch\nCOPY --from=tools:1 /data /d")).ShouldBe(["dir 0755 0:0 d/", "dir 0700 42:42 d/deep/", "file 0700 42:43 d/kept = new"]);
    }

    [Fact]
    public async Task Links_in_the_source_path_are_followed_inside_the_image()
    {
        _bench.WithImage("tools:1", Create(null, MediaTypes.OciManifest, null,
            [Folder("usr"), Folder("usr/lib"), MemoryImage.File("usr/lib/libx.so.1", "x"), Link("usr/lib/libx.so", "libx.so.1"), Link("lib", "usr/lib")]));

        (await _bench.EntriesAsync("FROM scratch\nCOPY --from=tools:1 /lib/libx.so /opt/lib/")).ShouldContain("file 0644 0:0 opt/lib/libx.so = x");
        (await _bench.EntriesAsync("FROM scratch\nCOPY --from=tools:1 /usr/lib /opt/lib/")).ShouldContain("link 0777 0:0 opt/lib/libx.so -> libx.so.1");
    }

    [Fact]
    public async Task Hard_links_stay_hard_links()
    {
        var shared = MemoryImage.File("bin/a", "same");
        _bench.WithImage("tools:1", Create(null, MediaTypes.OciManifest, null, [Folder("bin"), shared, shared with { Path = "bin/b" }]));

        (await _bench.EntriesAsync("FROM scratch\nCOPY --from=tools:1 /bin /x")).ShouldBe(
            ["dir 0755 0:0 x/", "file 0644 0:0 x/a = same", "hard 0644 0:0 x/b -> x/a"]);
    }

    [Fact]
    public async Task A_stage_gives_its_files_and_no_layer()
    {
        _bench.With("a", "b");

        (await _bench.EntriesAsync("FROM scratch AS Build\nCOPY a b /out/\nFROM scratch\nCOPY --from=build /out/b /\nCOPY --from=0 /out/a /a.0")).ShouldBe(
            ["file 0644 0:0 b = content of b", "file 0644 0:0 a.0 = content of a"]);
    }

    [Fact]
    public async Task A_stage_goes_on_from_another()
    {
        var result = await _bench.With("a", "b").BuildAsync("FROM scratch AS one\nENV A=1\nCOPY a /a\nFROM one\nENV B=$A\nCOPY b /b");

        result.Origins.ShouldBe(["COPY a /a", "COPY b /b"]);
        result.Image.Config.Config!.Env.ShouldBe(["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "A=1", "B=1"]);
    }

    [Fact]
    public async Task Stages_that_nobody_needs_are_not_built()
    {
        await _bench.With("a").BuildAsync("FROM missing AS tests\nRUN make test\nFROM scratch\nCOPY a /");

        _bench.Opened.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_target_stops_at_its_stage()
    {
        _bench.Target = "first";

        (await _bench.With("a", "b").EntriesAsync("FROM scratch AS first\nCOPY a /\nFROM scratch\nCOPY b /")).ShouldBe(["file 0644 0:0 a = content of a"]);
        _bench.Target = "frist";
        (await _bench.FailAsync("FROM scratch AS first\nCOPY a /")).Remedy.ShouldBe("Did you mean first?");
    }

    [Fact]
    public async Task A_named_context_wins_over_a_stage()
    {
        _bench.Scratch.Write("other/file", "from elsewhere");
        _bench.Contexts["assets"] = _bench.Scratch["other"];

        (await _bench.EntriesAsync("FROM scratch AS assets\nFROM scratch\nCOPY --from=assets file /")).ShouldBe(["file 0644 0:0 file = from elsewhere"]);
    }

    [Fact]
    public async Task An_image_can_stand_in_for_a_name()
    {
        _bench.Contexts["base"] = "docker-image://tools:1";
        _bench.WithImage("tools:1", Create(Amd64(new ContainerConfig { Cmd = ["x"] })));

        (await _bench.ConfigAsync("FROM base")).Cmd.ShouldBe(["x"]);
    }

    [Fact]
    public async Task A_missing_path_of_an_image_is_an_error_with_its_line()
    {
        _bench.WithImage("tools:1", Create());

        (await _bench.FailAsync("FROM scratch\nCOPY --from=tools:1 /nothing /")).Message.ShouldBe(
            "Dockerfile:2: no source files matched '/nothing' in tools:1.");
    }

    [Theory]
    [InlineData("9", "is no stage: there are 3, and the first is 0")]
    [InlineData("me", "is the stage that it stands in")]
    [InlineData("LATER", "is a stage further down")]
    [InlineData("2", "is a stage further down")]
    public async Task A_stage_that_is_not_above_is_no_image(string from, string problem)
    {
        var error = await _bench.With("a").FailAsync($"FROM scratch\nFROM scratch AS me\nCOPY --from={from} /a /a\nFROM me AS later\n");

        error.Message.ShouldBe($"Dockerfile:3: --from={from} {problem}.");
        _bench.Opened.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_trigger_of_two_instructions_is_refused_and_not_half_carried_out()
    {
        _bench.With("a").WithImage("base", Create(Amd64(new ContainerConfig { OnBuild = ["COPY a /\nENV X=1"] })));

        (await _bench.FailAsync("FROM base")).Message.ShouldContain("an ONBUILD trigger is one instruction");
    }

    public void Dispose() => _bench.Dispose();

    private static ImageConfig Amd64(ContainerConfig container) => new() { Os = "linux", Architecture = "amd64", Config = container };

    private static IImage Extra(string name) => Create(null, MediaTypes.DockerManifest, null,
        [Folder("opt"), Folder("opt/bref-extra"), MemoryImage.File($"opt/bref-extra/{name}.so", name)],
        [Folder("opt/bref"), MemoryImage.File($"opt/bref/{name}.ini", $"extension={name}"), Link("opt/bref/lib", "/usr/lib")]);
}
