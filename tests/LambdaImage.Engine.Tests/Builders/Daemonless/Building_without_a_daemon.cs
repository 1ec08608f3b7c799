using System.Text.Json;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Tests.Oci;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

public sealed class Building_without_a_daemon : IDisposable
{
    private const string Sample = "FROM base\nCOPY . /var/task/\nCOPY --chown=5 app.js /opt/x/\nENV A=1\nCMD [\"app.handler\"]";

    private readonly DaemonlessBench _bench = new();

    [Fact]
    public async Task The_same_project_in_another_folder_at_another_time_gives_the_same_bytes()
    {
        using var other = new DaemonlessBench();
        foreach (var bench in new[] { _bench, other })
            bench.With("app.js", "lib/b.js", "lib/a.js").WithImage("base", Base());
        System.IO.File.SetLastWriteTimeUtc(other.Scratch["project/app.js"], new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        if (!OperatingSystem.IsWindows()) System.IO.File.SetUnixFileMode(other.Scratch["project/app.js"], UnixFileMode.UserRead);

        var first = (await _bench.BuildAsync(Sample)).Image;
        var second = (await other.BuildAsync(Sample)).Image;

        second.ManifestBytes.ToArray().ShouldBe(first.ManifestBytes.ToArray());
        // Known answer for the uncompressed layers: the same on every machine.
        first.Config.RootFs.DiffIds.Skip(1).ShouldBe(
        [
            "sha256:fb5ee1b8bded8fc467f740df5e828022560991c73d2d77e1d92c1d2b64dcd759",
            "sha256:e3fad276022f39327f5827c503a838d6c09b8a9e4e6c65e3e83fc6b4c3d6bf1c",
        ]);
    }

    [Fact]
    public async Task SOURCE_DATE_EPOCH_is_the_time_of_files_and_image()
    {
        _bench.Variables["SOURCE_DATE_EPOCH"] = "1700000000";
        var environment = (await _bench.With("a").BuildAsync("FROM scratch\nCOPY a /")).Image;
        _bench.Arguments["SOURCE_DATE_EPOCH"] = "1700000001";
        var argument = (await _bench.BuildAsync("FROM scratch\nCOPY a /")).Image;

        environment.Config.Created.ShouldBe("2023-11-14T22:13:20Z");
        argument.Config.Created.ShouldBe("2023-11-14T22:13:21Z");
        argument.Config.RootFs.DiffIds.ShouldNotBe(environment.Config.RootFs.DiffIds);
        _bench.Log.ShouldNotContain(line => line.Contains("was not used", StringComparison.Ordinal));
        _bench.Arguments["SOURCE_DATE_EPOCH"] = "yesterday";
        (await _bench.FailAsync("FROM scratch\nCOPY a /")).Kind.ShouldBe(ErrorKind.RequestInvalid);
    }

    [SkippableFact]
    public async Task Skopeo_and_umoci_agree_with_the_result()
    {
        Skip.IfNot(ScratchFolder.Has("skopeo") && ScratchFolder.Has("umoci"), "needs skopeo and umoci");
        var result = await _bench.With("app.js", "lib/a.js").WithImage("base", Base(MediaTypes.OciManifest, null)).BuildAsync(Sample);

        using var seen = JsonDocument.Parse(_bench.Scratch.Run("skopeo", "inspect", $"oci:{result.Location.Value}:latest"));
        seen.RootElement.GetProperty("Digest").GetString().ShouldBe(result.Image.Descriptor.DigestText);
        seen.RootElement.GetProperty("Architecture").GetString().ShouldBe("amd64");
        seen.RootElement.GetProperty("Layers").GetArrayLength().ShouldBe(3);

        _bench.Scratch.Run("umoci", "unpack", "--rootless", "--image", result.Location.Value + ":latest", "bundle");
        System.IO.File.ReadAllText(_bench.Scratch["bundle/rootfs/var/task/lib/a.js"]).ShouldBe("content of lib/a.js");
        System.IO.File.ReadAllText(_bench.Scratch["bundle/rootfs/etc/os-release"]).ShouldBe("test");
    }

    [SkippableFact]
    public async Task A_Docker_manifest_is_accepted_by_skopeo_as_well()
    {
        Skip.IfNot(ScratchFolder.Has("skopeo"), "needs skopeo");
        var result = await _bench.With("app.js").WithImage("base", Base(MediaTypes.DockerManifest, null)).BuildAsync(Sample);

        // skopeo reads Docker manifests from its own folder format only, never from an OCI layout.
        _bench.Scratch.Write("dir/version", "Directory Transport Version: 1.1\n");
        System.IO.File.WriteAllBytes(_bench.Scratch["dir/manifest.json"], result.Image.ManifestBytes.ToArray());
        foreach (var blob in Directory.GetFiles(Path.Combine(result.Location.Value, "blobs", "sha256")))
            System.IO.File.Copy(blob, Path.Combine(_bench.Scratch["dir"], Path.GetFileName(blob)));
        _bench.Scratch.Run("skopeo", "copy", "dir:" + _bench.Scratch["dir"], $"oci:{_bench.Scratch["copied"]}:latest");

        _bench.Scratch.Run("umoci", "unpack", "--rootless", "--image", _bench.Scratch["copied"] + ":latest", "bundle");
        System.IO.File.ReadAllText(_bench.Scratch["bundle/rootfs/opt/x/app.js"]).ShouldBe("content of app.js");
    }

    [Fact]
    public void An_instruction_that_needs_a_shell_is_found_before_anything_starts()
    {
        var found = _bench.Check("FROM a AS x\nRUN one\nFROM scratch\nCOPY a /\nRUN two");

        found.ShouldNotBeNull().Instruction.Lines.ShouldBe(new LineRange(5, 5));
        found.Reason.ShouldContain("needs a shell");
    }

    [Theory]
    [InlineData("FROM a AS x\nRUN one\nFROM scratch\nCOPY --from=x a /", true)]
    [InlineData("FROM a AS x\nRUN one\nFROM x\nCOPY a /", true)]
    [InlineData("ARG BASE=x\nFROM a AS x\nRUN one\nFROM $BASE", true)]
    [InlineData("FROM a AS x\nRUN one\nFROM scratch\nCOPY a /", false)]
    [InlineData("FROM scratch\nADD https://example.com/a /a", true)]
    [InlineData("FROM scratch\nCOPY --future=1 a /a", true)]
    [InlineData("FROM scratch\nADD a.tar /a", false)]
    public void Only_stages_that_are_needed_count(string text, bool isUnsupported) =>
        (_bench.Check(text) is not null).ShouldBe(isUnsupported);

    [Theory]
    [InlineData("prod", false)]
    [InlineData("dev", true)]
    public void Which_are_needed_depends_on_the_arguments_that_were_given(string value, bool isUnsupported)
    {
        _bench.Arguments["V"] = value;
        (_bench.Check("ARG V=dev\nFROM a AS dev\nRUN one\nFROM a AS prod\nCOPY a /\nFROM $V") is not null).ShouldBe(isUnsupported);
    }

    [Fact]
    public void And_on_the_platform() =>
        _bench.Check("FROM a AS stage-amd64\nRUN one\nFROM stage-${TARGETARCH}").ShouldNotBeNull().Instruction.Lines.ShouldBe(new LineRange(2, 2));

    [Fact]
    public void A_stage_that_a_context_stands_for_is_not_needed()
    {
        _bench.Contexts["x"] = "docker-image://b";
        _bench.Check("FROM a AS x\nRUN one\nFROM x\nCOPY --from=x a /").ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_but_the_layout_is_left_in_the_work_folder()
    {
        var result = await _bench.With("app.js").WithImage("base", Base()).BuildAsync(Sample);

        Directory.GetFileSystemEntries(Path.GetDirectoryName(result.Location.Value)!).ShouldBe([result.Location.Value]);
    }

    public void Dispose() => _bench.Dispose();

    private static IImage Base(string manifestType = MediaTypes.DockerManifest, string? origin = "registry.test/base") => Create(
        new ImageConfig { Os = "linux", Architecture = "amd64", Config = new ContainerConfig { Entrypoint = ["/entry"], WorkingDir = "/var/task" } },
        manifestType,
        origin is null ? null : ImageReference.Parse(origin),
        [Folder("etc"), File("etc/os-release", "test")]);
}
