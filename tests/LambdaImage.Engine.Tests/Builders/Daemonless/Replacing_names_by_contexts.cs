using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.TestKit;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

public sealed class Replacing_names_by_contexts : IDisposable
{
    private readonly DaemonlessBench _bench = new();

    [Fact]
    public async Task A_folder_is_the_root_of_a_stage_without_configuration()
    {
        _bench.Scratch.Write("pics/css/a.css", "a");
        _bench.Scratch.Write("pics/notes", "secret");
        _bench.Scratch.Write("pics/.dockerignore", "notes\n.dockerignore\n");
        _bench.Contexts["pics"] = _bench.Scratch["pics"];

        var result = await _bench.With("b").BuildAsync("FROM pics\nCOPY b css/");

        result.Origins.ShouldBe(["FROM pics", "COPY b css/"]);
        result.BaseImage.ShouldBeNull();
        result.Image.Config.History!.Count.ShouldBe(2);
        (await TarListing.OfAsync(result.Image.Layers[0])).ShouldBe(["dir 0755 0:0 css/", "file 0644 0:0 css/a.css = a"]);
        (await TarListing.OfAsync(result.Image.Layers[1])).ShouldBe(["dir 0755 0:0 css/", "file 0644 0:0 css/b = content of b"]);
    }

    [Fact]
    public async Task An_empty_folder_gives_no_layer()
    {
        Directory.CreateDirectory(_bench.Scratch["pics"]);
        _bench.Contexts["pics"] = _bench.Scratch["pics"];

        (await _bench.BuildAsync("FROM pics")).Image.Layers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Layers_of_a_layout_are_sent_from_this_machine()
    {
        var tools = await WriteLayoutAsync("v1", File("tool", "works"));
        _bench.Contexts["tools"] = $"oci-layout://{_bench.Scratch["layout"]}:v1";

        var result = await _bench.With("a").BuildAsync("FROM tools\nCOPY a /");

        _bench.Opened.ShouldBeEmpty();
        result.Origins.ShouldBe(["base", "COPY a /"]);
        result.BaseImage.ShouldBeNull();
        result.Image.Manifest.Annotations.ShouldBeNull();
        result.Image.Layers[0].Descriptor.DigestText.ShouldBe(tools.Layers[0].Descriptor.DigestText);
        result.Image.Layers[0].Origin.ShouldBeNull();
        (await TarListing.OfAsync(result.Image.Layers[0])).ShouldBe(["file 0644 0:0 tool = works"]);
    }

    [Fact]
    public async Task A_layout_is_asked_for_latest_for_a_tag_or_for_a_digest()
    {
        var tools = await WriteLayoutAsync("latest", File("tool", "works"));
        foreach (var end in new[] { "", ":latest", "@" + tools.Descriptor.DigestText, ":other@" + tools.Descriptor.DigestText })
        {
            _bench.Contexts["tools"] = $"oci-layout://{_bench.Scratch["layout"]}{end}";

            (await _bench.EntriesAsync("FROM scratch\nCOPY --from=tools tool /")).ShouldBe(["file 0644 0:0 tool = works"]);
        }

        _bench.Contexts["tools"] = $"oci-layout://{_bench.Scratch["layout"]}:v2";
        var problem = await _bench.FailAsync("FROM scratch\nCOPY --from=tools tool /");
        problem.Message.ShouldBe($"Tried to open v2 in the OCI layout {_bench.Scratch["layout"]} but no image there is called so.");
        problem.Remedy.ShouldBe($"Name an image that it has: oci-layout://{_bench.Scratch["layout"]}:latest");
    }

    [Fact]
    public async Task The_only_image_of_a_layout_needs_no_name()
    {
        await WriteLayoutAsync("v9", File("tool", "works"));
        _bench.Contexts["tools"] = $"oci-layout://{_bench.Scratch["layout"]}";

        (await _bench.EntriesAsync("FROM scratch\nCOPY --from=tools tool /")).ShouldBe(["file 0644 0:0 tool = works"]);
    }

    [Fact]
    public async Task A_digest_that_is_no_manifests_is_told()
    {
        await WriteLayoutAsync("v9", File("tool", "works"));
        var list = "[]"u8.ToArray();
        await System.IO.File.WriteAllBytesAsync(Path.Combine(_bench.Scratch["layout"], "blobs/sha256", Digest.Of(list).Hex), list);
        _bench.Contexts["tools"] = $"oci-layout://{_bench.Scratch["layout"]}@{Digest.Of(list)}";

        var problem = await _bench.FailAsync("FROM scratch\nCOPY --from=tools tool /");
        problem.Kind.ShouldBe(ErrorKind.ImageInvalid);
        problem.Message.ShouldContain("is no manifest");
    }

    [Fact]
    public async Task A_layer_of_a_layout_stays_the_users_own()
    {
        var tools = await WriteLayoutAsync("v1", File("tool", "works"));
        _bench.Contexts["tools"] = $"oci-layout://{_bench.Scratch["layout"]}:v1";
        var built = await _bench.With("a").BuildAsync("FROM tools\nCOPY a /");

        var image = await OciLayout.OpenAsync(built.Location.Value, null, null, isCached: true, CancellationToken.None);

        image.Layers.Cast<FileLayer>().Select(layer => layer.IsCached).ShouldBe([false, true]);
        var blob = Path.Combine(_bench.Scratch["layout"], "blobs/sha256", tools.Layers[0].Descriptor.Digest.Hex);
        FileStatus.Of(((FileLayer)image.Layers[0]).Path).ShouldBe(FileStatus.Of(blob), "it is the same file");
    }

    [Theory]
    [InlineData("models", "", "The build context models= cannot be used: it is empty.")]
    [InlineData("Base", "./base", "The build context Base=./base cannot be used: 'Base' can be the name of no image.")]
    public void What_stands_in_for_nothing_is_refused(string name, string context, string message)
    {
        var dockerfile = new LambdaDockerfile { Text = "", ContextPath = "", Project = new LambdaProject { Path = "", Name = "shop", Mode = BuildMode.Custom, ModeReason = "test" } };

        var problem = Should.Throw<LambdaImageException>(() =>
            NamedContexts.Check(new BuildRequest { Dockerfile = dockerfile, BuildContexts = new Dictionary<string, string> { ["base::linux/arm64"] = "a", [name] = context } }));

        problem.Kind.ShouldBe(ErrorKind.RequestInvalid);
        problem.Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("alpine", "alpine:latest")]
    [InlineData("alpine:latest", "docker.io/library/alpine")]
    [InlineData("docker.io/alpine:3", "alpine:3")]
    [InlineData("bref/php-84", "docker.io/bref/php-84:latest")]
    [InlineData("library/alpine::linux/amd64", "alpine")]
    public async Task A_context_is_found_by_each_name_of_an_image(string context, string from)
    {
        _bench.Contexts[context] = "docker-image://tools:1";
        _bench.WithImage("tools:1", Create());

        await _bench.BuildAsync($"FROM {from}");

        _bench.Opened.ShouldBe(["docker.io/library/tools:1"]);
    }

    [Theory]
    [InlineData("alpine", "alpine:3")]
    [InlineData("alpine", "ghcr.io/library/alpine")]
    [InlineData("alpine::linux/arm64", "alpine")]
    [InlineData("library/alpine/3", "alpine/3")]
    public async Task A_context_is_not_found_by_the_name_of_another_image(string context, string from)
    {
        _bench.Contexts[context] = "docker-image://tools:1";
        _bench.WithImage(from, Create());

        await _bench.BuildAsync($"FROM {from}");

        _bench.Opened.ShouldBe([ImageReference.Parse(from).ToString()]);
    }

    [Fact]
    public async Task The_context_of_the_processor_goes_first()
    {
        _bench.Contexts["alpine"] = "one:1";
        _bench.Contexts["alpine::linux/arm64"] = "two:2";
        _bench.WithImage("one:1", Create()).WithImage("two:2", Create());

        await _bench.BuildAsync("FROM --platform=linux/arm64 alpine AS arm\nFROM alpine\nCOPY --from=arm /* /");

        _bench.Opened.ShouldBe(["docker.io/library/one:1", "docker.io/library/two:2"]);
    }

    [Fact]
    public async Task A_stage_that_is_replaced_may_hold_anything()
    {
        _bench.Contexts["tests"] = "tools:1";
        _bench.WithImage("tools:1", Create());
        const string dockerfile = "FROM nowhere AS tests\nRUN make\nFROM tests\nENV A=1";

        _bench.Check(dockerfile).ShouldBeNull();
        (await _bench.BuildAsync(dockerfile)).BaseImage.ShouldStartWith("docker.io/library/tools@");
        _bench.Log.ShouldContain("Verbose: Stage tests is left out: tools:1 stands in for it.");
    }

    [Theory]
    [InlineData("FROM alpine\nCOPY --from=source a /", 2)]
    [InlineData("FROM source", 1)]
    public void An_address_that_is_needed_is_left_to_builders_that_download(string dockerfile, int line)
    {
        _bench.Contexts["source"] = "https://example.com/source.git";
        _bench.Check(dockerfile).ShouldNotBeNull().Instruction.Lines.First.ShouldBe(line);
        _bench.Check("FROM source AS unused\nFROM alpine").ShouldBeNull();
    }

    [Theory]
    [InlineData("source", "git@example.com:acme/source.git", "FROM alpine\nCOPY --from=source a /", null)]
    [InlineData("source::linux/amd64", "https://example.com/source.git", "FROM alpine\nCOPY --from=source a /", null)]
    [InlineData("source", "https://example.com/source.git", "FROM alpine AS source\nFROM alpine\nCOPY --from=0 a /", null)]
    [InlineData("source", "https://example.com/source.git", "FROM alpine AS source\nFROM alpine", "source")]
    public void An_address_is_found_wherever_it_is_needed(string name, string context, string dockerfile, string? target)
    {
        _bench.Contexts[name] = context;
        _bench.Target = target;
        _bench.Check(dockerfile).ShouldNotBeNull().Reason.ShouldContain("does not download");
    }

    [Fact]
    public async Task An_address_is_not_downloaded()
    {
        _bench.Contexts["source"] = "https://example.com/source.git";

        var problem = await _bench.FailAsync("FROM scratch\nCOPY --from=source / /");

        problem.Message.ShouldStartWith("Dockerfile:2: the daemonless engine cannot carry out a build context from https://example.com/source.git");
        problem.Kind.ShouldBe(ErrorKind.InstructionUnsupported);
    }

    public void Dispose() => _bench.Dispose();

    private async Task<IImage> WriteLayoutAsync(string tag, params LayerEntry[] entries)
    {
        var image = Create(null, MediaTypes.OciManifest, null, entries);
        await OciLayout.WriteAsync(image, _bench.Scratch["layout"], "tools:" + tag, LayoutContent.Complete, _bench, CancellationToken.None);
        return image;
    }
}
