using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Tests.Aws;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

/// <summary>An image says what it was built on: in annotations, or in labels where its manifest has no annotations.</summary>
public sealed class Telling_the_base : IDisposable
{
    private const string Name = "public.ecr.aws/lambda/nodejs:20";

    private readonly DaemonlessBench _bench = new();

    [Fact]
    public async Task An_image_in_OCIs_media_types_has_annotations_and_no_labels()
    {
        var image = Create(null, MediaTypes.OciManifest, null, [File("x")]);

        var built = (await _bench.With("a").WithImage(Name, image).BuildAsync($"FROM {Name}\nCOPY a /")).Image;

        built.Manifest.Annotations.ShouldBe(Said(Name, image), ignoreOrder: true);
        built.Config.Config?.Labels.ShouldBeNull();
    }

    [Fact]
    public async Task An_image_in_Dockers_media_types_has_labels_and_no_annotations()
    {
        var image = Create(null, MediaTypes.DockerManifest, null, [File("x")]);

        var built = (await _bench.With("a").WithImage(Name, image).BuildAsync($"FROM {Name}\nLABEL team=a\nCOPY a /")).Image;

        built.Manifest.Annotations.ShouldBeNull();
        built.Config.Config!.Labels!.ShouldBe([.. Said(Name, image), new("team", "a")], ignoreOrder: true);
    }

    [Fact]
    public async Task The_base_is_that_of_the_last_stage_down_to_its_root()
    {
        var (root, other) = (Create(null, MediaTypes.OciManifest, null, [File("x")]), Create(null, MediaTypes.OciManifest, null, [File("y")]));
        _bench.With("a").WithImage(Name, root).WithImage("tools", other);

        var built = await _bench.BuildAsync($"ARG V=20\nFROM public.ecr.aws/lambda/nodejs:$V AS base\nENV A=1\nFROM tools AS build\nCOPY a /out/\nFROM base\nCOPY --from=build /out/ /");

        built.Image.Manifest.Annotations.ShouldBe(Said(Name, root), ignoreOrder: true);
        built.BaseImage.ShouldBe($"public.ecr.aws/lambda/nodejs@{root.Descriptor.DigestText}");
    }

    [Fact]
    public async Task Nothing_is_said_of_scratch()
    {
        var built = (await _bench.With("a").BuildAsync("FROM scratch\nCOPY a /")).Image;

        (ImageBase.Read(built), built.Manifest.Annotations).ShouldBe((null, null));
    }

    [Fact]
    public async Task What_the_base_says_of_its_own_base_is_not_handed_on()
    {
        var labels = new SortedDictionary<string, string> { [ImageBase.NameKey] = "docker.io/library/debian:12", [ImageBase.DigestKey] = "sha256:1" };
        var image = Create(new ImageConfig { Os = "linux", Architecture = "amd64", Config = new ContainerConfig { Labels = labels } }, MediaTypes.DockerManifest, null, [File("x")]);

        var built = (await _bench.WithImage(Name, image).BuildAsync("FROM " + Name)).Image;

        ImageBase.Read(built).ShouldBe(new ImageBase(Name, image.Descriptor.DigestText));
    }

    [Fact]
    public async Task Labels_of_the_Dockerfile_win()
    {
        var image = Create(null, MediaTypes.DockerManifest, null, [File("x")]);

        var built = (await _bench.WithImage(Name, image).BuildAsync($"FROM {Name}\nLABEL {ImageBase.NameKey}=mine")).Image;

        ImageBase.Read(built)!.Name.ShouldBe("mine");
    }

    [Theory]
    [InlineData("base", "docker.io/library/base:latest")]
    [InlineData("base:1", "docker.io/library/base:1")]
    [InlineData("base:1@{0}", "docker.io/library/base:1")]
    [InlineData("base@{0}", "docker.io/library/base@{0}")]
    public async Task The_name_is_whole_and_leads_to_the_next_image_where_it_can(string from, string name)
    {
        var image = Create(null, MediaTypes.OciManifest, null, [File("x")]);
        var reference = string.Format(System.Globalization.CultureInfo.InvariantCulture, from, image.Descriptor.DigestText);

        var built = (await _bench.WithImage(reference, image).BuildAsync("FROM " + reference)).Image;

        ImageBase.Read(built).ShouldBe(new ImageBase(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, name, image.Descriptor.DigestText), image.Descriptor.DigestText));
    }

    [Fact]
    public async Task The_same_inputs_give_the_same_digest()
    {
        _bench.With("a").WithImage(Name, Create(null, MediaTypes.OciManifest, null, [File("x")]));

        var first = await _bench.BuildAsync($"FROM {Name}\nCOPY a /");
        var second = await _bench.BuildAsync($"FROM {Name}\nCOPY a /");

        second.Image.Descriptor.ShouldBe(first.Image.Descriptor);
    }

    [Fact]
    public async Task The_age_of_the_base_can_be_told_from_the_image()
    {
        var image = Create(new ImageConfig { Os = "linux", Architecture = "amd64", Created = "2026-09-02T00:00:00Z" }, MediaTypes.OciManifest, null, [File("x")]);

        var origin = ImageOrigin.Of((await _bench.With("a").WithImage(Name, image).BuildAsync($"FROM {Name}\nCOPY a /")).Image, new JumpingClock());

        origin.BaseImage.ShouldBe($"{Name}@{image.Descriptor.DigestText}");
        origin.BaseCreatedAt.ShouldBe(new DateTimeOffset(2026, 9, 2, 0, 0, 0, TimeSpan.Zero));
        origin.Warnings.ShouldHaveSingleItem().ShouldContain("2026-04-30");
    }

    public void Dispose() => _bench.Dispose();

    private static KeyValuePair<string, string>[] Said(string name, IImage image) =>
        [new(ImageBase.NameKey, name), new(ImageBase.DigestKey, image.Descriptor.DigestText)];
}
