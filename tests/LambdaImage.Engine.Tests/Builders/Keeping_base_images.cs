using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Tests.Rebasing;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Builders;

/// <summary>Base images are copied to a registry of the user's own once, and taken from there.</summary>
public sealed class Keeping_base_images : IDisposable
{
    private const string Base = "public.ecr.aws/lambda/nodejs:22";
    private const string Kept = "registry.test/base/public.ecr.aws/lambda/nodejs";

    private readonly RebaseBench _bench = new();

    [Fact]
    public async Task The_first_build_copies_an_index_whole_and_the_next_asks_the_origin_nothing()
    {
        var (index, image) = await IndexAsync("one");

        var first = await PlanAsync();
        var built = await first.RunAsync(_bench.Reporter, default);
        var asked = Asked();
        var second = await PlanAsync();
        var again = await second.RunAsync(_bench.Reporter, default);

        (first.CacheOnly, second.CacheOnly).ShouldBe((false, true));
        first.Action.ShouldStartWith($"Copy {Base} to {Kept}, then: Build ");
        second.Action.ShouldStartWith("Build ");
        Asked().ShouldBe(asked);
        again.Digest.ShouldBe(built.Digest);
        (await _bench.ResolveAsync(Kept + ":22")).Digest.ShouldBe(index);
        built.BaseImage.ShouldBe($"public.ecr.aws/lambda/nodejs@{image.Descriptor.DigestText}");
    }

    [Fact]
    public async Task The_image_is_the_same_with_and_without_and_its_layers_are_in_the_mirror()
    {
        await IndexAsync("one");

        var plain = await (await PlanAsync(mirror: null)).RunAsync(_bench.Reporter, default);
        var kept = await (await PlanAsync()).RunAsync(_bench.Reporter, default);

        kept.Digest.ShouldBe(plain.Digest);
        var sources = await File.ReadAllTextAsync(Path.Combine(kept.Location.Value, "lambdaimage-sources.json"));
        sources.ShouldContain(Kept);
        sources.ShouldNotContain("\"public.ecr.aws/");
    }

    [Fact]
    public async Task A_tag_that_has_moved_on_is_copied_again_only_when_the_newest_is_wanted()
    {
        await IndexAsync("one");
        var first = await (await PlanAsync()).RunAsync(_bench.Reporter, default);
        var (moved, _) = await IndexAsync("two");

        var same = await (await PlanAsync()).RunAsync(_bench.Reporter, default);
        var pull = await PlanAsync(pull: true);
        var newest = await pull.RunAsync(_bench.Reporter, default);

        same.Digest.ShouldBe(first.Digest);
        pull.CacheOnly.ShouldBeFalse();
        newest.Digest.ShouldNotBe(first.Digest);
        (await _bench.ResolveAsync(Kept + ":22")).Digest.ShouldBe(moved);
        (await PlanAsync(pull: true)).CacheOnly.ShouldBeTrue();
    }

    [Fact]
    public async Task A_pinned_base_is_kept_under_its_digest()
    {
        var (index, _) = await IndexAsync("one");

        await (await PlanAsync($"FROM {Base}@{index}")).RunAsync(_bench.Reporter, default);

        (await _bench.ResolveAsync($"{Kept}@{index}")).Digest.ShouldBe(index);
    }

    [Fact]
    public async Task A_pinned_base_has_a_tag_of_its_own_so_that_no_rule_about_untagged_images_removes_it()
    {
        var (index, _) = await IndexAsync("one");
        var pinned = $"FROM {Base}@{index}";

        await (await PlanAsync(pinned)).RunAsync(_bench.Reporter, default);
        var repository = _bench.Host("registry.test").Repository("base/public.ecr.aws/lambda/nodejs");

        repository.Tags.ShouldBe([KeyValuePair.Create($"pinned-{index.Hex}", index)]);
        (await PlanAsync(pinned)).CacheOnly.ShouldBeTrue();

        // As a mirror of before is: it is made good without asking the origin.
        repository.Tags.Clear();
        var asked = Asked();
        await (await PlanAsync(pinned)).RunAsync(_bench.Reporter, default);
        repository.Tags.ShouldBe([KeyValuePair.Create($"pinned-{index.Hex}", index)]);
        Asked().ShouldBe(asked);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_image_for_windows_in_the_index_stops_no_build_for_linux(bool isTaken)
    {
        await IndexAsync("one", withWindows: true);
        _bench.Host("registry.test").TakesForeignLayers = isTaken;
        var plain = await (await PlanAsync(mirror: null)).RunAsync(_bench.Reporter, default);

        var kept = await (await PlanAsync()).RunAsync(_bench.Reporter, default);

        kept.Digest.ShouldBe(plain.Digest);
        _bench.Host("registry.test").Repository("base/public.ecr.aws/lambda/nodejs").Tags.ContainsKey("22").ShouldBe(isTaken);
        _bench.Warnings.Count(warning => warning.Contains($"{Base} is not kept in registry.test", StringComparison.Ordinal)).ShouldBe(isTaken ? 0 : 1);
    }

    [Fact]
    public async Task Images_that_files_are_copied_from_are_kept_too_and_stages_and_own_images_are_not()
    {
        await IndexAsync("one");
        await _bench.PushAsync(RebaseBench.Base("adapter"), "public.ecr.aws/awsguru/adapter:1");
        await _bench.PushAsync(RebaseBench.Base("own"), "registry.test/own:1");

        var plan = await PlanAsync($"ARG V=22\nFROM public.ecr.aws/lambda/nodejs:$V AS build\nFROM registry.test/own:1 AS own\nFROM build\nCOPY --from=own /base/1 /\nCOPY --from=public.ecr.aws/awsguru/adapter:1 /base/1 /opt/");

        plan.Action.ShouldStartWith($"Copy {Base} to {Kept}, public.ecr.aws/awsguru/adapter:1 to registry.test/base/public.ecr.aws/awsguru/adapter, then: ");
        (await plan.RunAsync(_bench.Reporter, default)).Layers.Count.ShouldBe(5);
    }

    [Theory]
    [InlineData(null, "public.ecr.aws/awsguru/tools:1 to registry.test/base/public.ecr.aws/awsguru/tools, public.ecr.aws/lambda/nodejs:22 to registry.test/base/public.ecr.aws/lambda/nodejs")]
    [InlineData("tools", "public.ecr.aws/awsguru/tools:1 to registry.test/base/public.ecr.aws/awsguru/tools")]
    public async Task Only_what_the_stages_of_the_target_name_is_kept(string? target, string copies)
    {
        await IndexAsync("one");
        await _bench.PushAsync(RebaseBench.Base("tools"), "public.ecr.aws/awsguru/tools:1");

        var plan = await PlanAsync(
            $"FROM public.ecr.aws/awsguru/tools:1 AS tools\nFROM public.ecr.aws/missing/test:1 AS test\nCOPY --from=public.ecr.aws/missing/files:1 /a /\nFROM {Base}\nCOPY --from=tools /base/1 /",
            target: target);

        plan.Action.ShouldStartWith($"Copy {copies}, then: ");
    }

    [Fact]
    public void A_stage_that_a_command_mounts_is_needed()
    {
        var dockerfile = DockerfileReader.Read("FROM a AS deps\nFROM b AS test\nFROM c\nRUN --mount=type=bind,from=deps,target=/deps cp -r /deps /opt\n", "Dockerfile");
        var project = new LambdaProject { Path = "/app", Name = "app", Mode = BuildMode.Custom, ModeReason = "-Dockerfile" };
        var request = new BuildRequest { Dockerfile = new LambdaDockerfile { ContextPath = "/app", Project = project } };

        StageSelection.Of(dockerfile, null, new StageBases(dockerfile, request)).Stages.Order().ShouldBe([0, 2]);
    }

    [Fact]
    public async Task Names_with_the_builders_own_arguments_are_worked_out_as_the_build_does()
    {
        await _bench.PushAsync(RebaseBench.Base("one"), "public.ecr.aws/lambda/nodejs:22-amd64");

        var plan = await PlanAsync("FROM public.ecr.aws/lambda/nodejs:22-$TARGETARCH");

        plan.Action.ShouldStartWith($"Copy {Base}-amd64 to {Kept}, then: ");
        (await plan.RunAsync(_bench.Reporter, default)).BaseImage!.ShouldStartWith("public.ecr.aws/lambda/nodejs@sha256:");
    }

    public void Dispose() => _bench.Dispose();

    private int Asked() => _bench.Requests.Count(request => request.Url.Host == "public.ecr.aws");

    private Task<IPlan<BuiltLambdaImage>> PlanAsync(string? dockerfile = null, string? mirror = "registry.test/base", bool pull = false, string? target = null)
    {
        _bench.Builds.With("app.js");
        return _bench.Engine.PlanAsync(
            new BuildRequest
            {
                Dockerfile = new LambdaDockerfile
                {
                    Text = (dockerfile ?? "FROM " + Base) + "\nCOPY app.js /\n",
                    ContextPath = _bench.Builds.Scratch["project"],
                    Project = new LambdaProject { Path = _bench.Builds.Scratch["project"], Name = "shop", Mode = BuildMode.Custom, ModeReason = "test" },
                },
                BaseMirror = mirror,
                Pull = pull,
                Target = target,
            },
            _bench.Reporter, default);
    }

    private static TestImage Windows() => TestImage.Of(
        [new TestLayer(new InMemoryBlob("w"u8.ToArray()), "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")], os: "windows");

    /// <summary>An index of images for both processors, under the base's tag.</summary>
    private async Task<(Digest Index, IImage Image)> IndexAsync(string text, bool withWindows = false)
    {
        var (x64, arm) = (RebaseBench.Base(text), RebaseBench.Base(text + "-arm", architecture: "arm64"));
        foreach (var image in new[] { x64, arm }) await _bench.PushAsync(image, $"public.ecr.aws/lambda/nodejs:{image.Config.Architecture}-{text}");
        var index = OciJson.Write(new ImageIndex
        {
            MediaType = MediaTypes.OciIndex,
            Manifests =
            [
                x64.Descriptor with { Platform = new Platform { Os = "linux", Architecture = "amd64" } },
                arm.Descriptor with { Platform = new Platform { Os = "linux", Architecture = "arm64" } },
                .. withWindows ? [Windows().Descriptor with { Platform = new Platform { Os = "windows", Architecture = "amd64" } }] : (Descriptor[])[],
            ],
        });
        var repository = _bench.Host("public.ecr.aws").Repository("lambda/nodejs");
        if (withWindows) repository.Add(Windows());
        repository.Add(index, MediaTypes.OciIndex);
        repository.Tags["22"] = Digest.Of(index);
        return (Digest.Of(index), x64);
    }
}
