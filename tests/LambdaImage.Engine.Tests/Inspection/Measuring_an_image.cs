using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Tests.Plans;
using LambdaImage.TestKit;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Inspection;

public sealed class Measuring_an_image : IDisposable
{
    private const int Megabyte = 1_000_000;

    private readonly ImageCarriage _carriage = new();

    [Fact]
    public async Task What_higher_layers_overwrite_delete_or_touch_is_wasted_where_it_was_put()
    {
        var measured = await MeasureAsync(
            [File("app/changed", "first"), File("app/gone", "deleted"), File("app/touched", "same"), File("app/kept", "kept")],
            [File("app/changed", "second!"), Hide("app/gone")],
            [File("app/touched", "same", mode: LayerEntry.Executable)]);

        measured.Wasted.ShouldBe(
            [
                new WastedFile("/app/gone", 7, 1, 2, WasteCause.Deleted),
                new WastedFile("/app/changed", 5, 1, 2, WasteCause.Overwritten),
                new WastedFile("/app/touched", 4, 1, 3, WasteCause.SameContent),
            ]);
        measured.WastedBytes.ShouldBe(16);
        (measured.Files, measured.FilesSize).ShouldBe((3, 15));
        measured.Efficiency.ShouldBe(Math.Round(15.0 / 31, 4));
        measured.Layers.Select(layer => (layer.Index, layer.Files, layer.WastedBytes)).ShouldBe([(1, 4, 16), (2, 1, 0), (3, 1, 0)]);
    }

    [Fact]
    public async Task A_folder_made_anew_wastes_all_that_was_in_it()
    {
        var measured = await MeasureAsync(
            [File("data/old/deep", "12345"), File("data/new", "123")],
            [File("data/.wh..wh..opq"), File("data/new", "1234567")]);

        measured.Wasted.Select(file => (file.Path, file.Size, file.Cause)).ShouldBe([("/data/old/deep", 5, WasteCause.Deleted), ("/data/new", 3, WasteCause.Overwritten)], ignoreOrder: true);
        measured.FilesSize.ShouldBe(7);
    }

    [Fact]
    public async Task What_a_layer_removes_and_puts_back_unchanged_is_told_as_the_same()
    {
        var measured = await MeasureAsync([File("node_modules/a/index.js", "12345")], [File("node_modules/.wh..wh..opq"), File("node_modules/a/index.js", "12345")]);

        measured.Wasted.ShouldBe([new WastedFile("/node_modules/a/index.js", 5, 1, 2, WasteCause.SameContent)]);
    }

    [Fact]
    public async Task A_folder_that_becomes_a_link_wastes_what_was_in_it()
    {
        var measured = await MeasureAsync([File("lib/a", "12345"), File("usr/lib/b", "1")], [Link("lib", "usr/lib")], [File("lib/b", "22")]);

        measured.Wasted.ShouldBe([new WastedFile("/lib/a", 5, 1, 2, WasteCause.Deleted), new WastedFile("/usr/lib/b", 1, 1, 3, WasteCause.Overwritten)]);
    }

    [Fact]
    public async Task A_file_that_becomes_a_folder_without_a_word_is_wasted()
    {
        var measured = await MeasureAsync([File("a", "12345"), File("b", "123")], [File("a/b", "1"), File("b/c/d", "1")]);

        measured.Wasted.ShouldBe([new WastedFile("/a", 5, 1, 2, WasteCause.Overwritten), new WastedFile("/b", 3, 1, 2, WasteCause.Overwritten)]);
        measured.Files.ShouldBe(2);
    }

    [Fact]
    public async Task A_file_is_of_use_as_long_as_one_of_its_names_is_there()
    {
        LayerEntry[] both = [File("a", "12345"), new LayerEntry("b", EntryKind.HardLink) { LinkTarget = "a" }];

        var one = await MeasureAsync(both, [Hide("a")]);
        var none = await MeasureAsync(both, [Hide("a")], [Hide("b")]);

        (one.WastedBytes, one.Files, one.FilesSize).ShouldBe((0, 1, 5));
        none.Wasted.ShouldBe([new WastedFile("/b", 5, 1, 3, WasteCause.Deleted)]);
    }

    [Fact]
    public async Task Each_layer_tells_which_files_it_added_changed_and_removed()
    {
        var measured = await MeasureAsync(
            [Folder("app"), File("app/changed", "1"), File("app/gone", "22"), File("app/kept", "333"), File("old/a", "4444"), File("old/b", "55555"), Link("current", "app"), Link("moved", "app")],
            [File("current/changed", "666666"), File("app/new", "7"), File("app/twice", "8"), File("app/twice", "88"), Hide("app/gone"), File("old/.wh..wh..opq"), File("old/b", "9"), Link("moved", "old")],
            [File("app/kept", "333"), new LayerEntry("app/other", EntryKind.HardLink) { LinkTarget = "app/kept" }, Hide("old"), Folder("app")]);

        Told(measured.Layers[0]).ShouldBe("+ 7 15 /old/b /old/a /app/kept /app/gone /app/changed /current /moved ~ 0 0  - 0 0 ");
        Told(measured.Layers[1]).ShouldBe("+ 2 3 /app/twice /app/new ~ 3 7 /app/changed /old/b /moved - 2 6 /old/a /app/gone");
        Told(measured.Layers[2]).ShouldBe("+ 1 3 /app/other ~ 1 3 /app/kept - 1 1 /old/b");
        measured.Layers[1].Removed.Biggest[0].ShouldBe(new MeasuredFile("/old/a", 4, 1));

        static string Told(MeasuredLayer layer) => $"+ {All(layer.Added)} ~ {All(layer.Changed)} - {All(layer.Removed)}";

        static string All(LayerChange change) => $"{change.Files} {change.Size} {string.Join(' ', change.Biggest.Select(file => file.Path))}";
    }

    [Fact]
    public async Task The_biggest_come_first_and_no_more_than_asked_for()
    {
        var source = await SeedAsync(null, [File("opt/a/big", Text(3000)), File("opt/a/small", Text(10)), File("opt/b/middle", Text(2000)), File("etc/one", Text(500)), File("etc/two", Text(600))]);

        var measured = await _carriage.MeasureAsync(source, request => request with { Top = 2 });

        measured.BiggestFiles.ShouldBe([new MeasuredFile("/opt/a/big", 3000, 1), new MeasuredFile("/opt/b/middle", 2000, 1)]);
        measured.Layers[0].Added.Biggest.ShouldBe(measured.BiggestFiles);
        measured.Layers[0].Added.Files.ShouldBe(5);
        // /opt owes more than half to /opt/a.
        measured.BiggestFolders.ShouldBe([new MeasuredFolder("/opt/a", 3010, 2), new MeasuredFolder("/opt/b", 2000, 1)]);
    }

    [Fact]
    public async Task Sizes_are_those_of_the_layers_plain_and_compressed()
    {
        var image = Create(layers: [[File("a", Text(100_000))]]);

        var measured = await _carriage.MeasureAsync(await _carriage.SeedAsync(image));

        measured.CompressedSize.ShouldBe(image.Layers[0].Descriptor.Size);
        // Header, content in whole blocks, two empty blocks.
        measured.Size.ShouldBe(512 + (100_000 + 511) / 512 * 512 + 1024);
        measured.ShareOfLimit.ShouldBe(Math.Round(measured.Size / (10.0 * 1024 * 1024 * 1024), 4));
        measured.Layers.Single().ShouldSatisfyAllConditions(
            layer => layer.Digest.ShouldBe(image.Layers[0].Descriptor.DigestText),
            layer => layer.DiffId.ShouldBe(image.Config.RootFs.DiffIds[0]),
            layer => layer.MediaType.ShouldBe(MediaTypes.DockerLayerGzip));
    }

    [Fact]
    public async Task Layers_of_the_base_that_the_image_names_are_told_from_its_own()
    {
        IEnumerable<LayerEntry> below = [File("base", Text(2 * Megabyte))];
        var based = Create(new ImageConfig { Os = "linux", Architecture = "amd64" }, layers: [below]);
        await _carriage.SeedAsync(based, "base");
        var labels = new SortedDictionary<string, string> { [ImageBase.NameKey] = $"{ImageCarriage.Outside}/shop:base", [ImageBase.DigestKey] = based.Descriptor.DigestText };
        var config = new ImageConfig { Os = "linux", Architecture = "amd64", Config = new ContainerConfig { Labels = labels }, History = [new() { CreatedBy = "RUN /bin/sh -c rm /base # buildkit", Created = "2026-11-01T10:00:00Z" }] };

        var measured = await _carriage.MeasureAsync(await SeedAsync(config, below, [Hide("base")]));

        measured.BaseImage.ShouldBe($"{ImageCarriage.Outside}/shop:base@{based.Descriptor.DigestText}");
        measured.Layers.Select(layer => (layer.IsBase, layer.Instruction)).ShouldBe([(true, null), (false, "RUN rm /base")]);
        measured.Layers[1].Created.ShouldBe(DateTimeOffset.Parse("2026-11-01T10:00:00Z", System.Globalization.CultureInfo.InvariantCulture));
        measured.Advice.ShouldHaveSingleItem().ShouldBe("Layer 2 (RUN rm /base) deletes 2 MB, first /base, which stays in the image below it: delete it in the instruction that makes it, or do not copy it.");
    }

    [Fact]
    public async Task A_base_can_be_named_and_one_that_is_gone_is_no_failure()
    {
        IEnumerable<LayerEntry> below = [File("base", "b")];
        await _carriage.SeedAsync(Create(layers: [below]), "base");
        var labels = new SortedDictionary<string, string> { [ImageBase.NameKey] = $"{ImageCarriage.Outside}/shop:gone" };
        var source = await SeedAsync(new ImageConfig { Os = "linux", Architecture = "amd64", Config = new ContainerConfig { Labels = labels } }, below, [File("own", "o")]);

        var silent = await _carriage.MeasureAsync(source);
        var named = await _carriage.MeasureAsync(source, request => request with { Base = $"{ImageCarriage.Outside}/shop:base" });

        (silent.BaseImage, silent.Layers[0].IsBase).ShouldBe((null, null));
        named.Layers.Select(layer => layer.IsBase).ShouldBe([true, false]);
    }

    [Fact]
    public async Task What_a_base_brought_along_is_not_advised_on()
    {
        IEnumerable<LayerEntry> below = [File("var/cache/apt/archives/a.deb", Text(2 * Megabyte))];
        await _carriage.SeedAsync(Create(layers: [below]), "base");
        var source = await SeedAsync(null, below, [File("root/.cache/pip/http/1", Text(3 * Megabyte)), File("var/task/.git/pack", Text(4 * Megabyte))]);

        var own = await _carriage.MeasureAsync(source, request => request with { Base = $"{ImageCarriage.Outside}/shop:base" });
        var all = await _carriage.MeasureAsync(source);

        own.Advice.ShouldBe(
            [
                "/var/task/.git takes 4 MB, and nothing reads it at run time: name it in .dockerignore",
                "/root/.cache/pip takes 3 MB, and nothing reads it at run time: install with: pip install --no-cache-dir",
            ]);
        all.Advice.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Files_that_are_there_twice_are_told_but_not_other_names_of_one()
    {
        var text = Text(2 * Megabyte);

        var measured = await MeasureAsync(
            [File("a/model.bin", text), File("b/model.bin", text), new LayerEntry("c", EntryKind.HardLink) { LinkTarget = "a/model.bin" }, File("small/1", "1"), File("small/2", "1")]);

        measured.Advice.ShouldHaveSingleItem().ShouldContain("could be 2 MB less, first /a/model.bin, /b/model.bin");
    }

    [Fact]
    public async Task Layers_downloaded_once_are_not_downloaded_again()
    {
        var image = Create(layers: [[File("a", "1")]]);
        var source = await _carriage.SeedAsync(image);
        await _carriage.MeasureAsync(source);
        _carriage.Repository(ImageCarriage.Outside).Remove(image.Layers[0].Descriptor.Digest);

        (await _carriage.MeasureAsync(source)).Files.ShouldBe(1);
        _carriage.Reporter.Progress.ShouldContain(step => step.Activity.StartsWith("Read layer sha256:", StringComparison.Ordinal) && step.Completed);
    }

    [Theory]
    [InlineData("shop.tar")]
    [InlineData("shop")]
    public async Task An_image_on_disk_is_measured_like_the_one_in_the_registry(string name)
    {
        var source = await SeedAsync(null, [File("a", Text(5000)), File("b", "1")], [Hide("b")]);
        var exported = await _carriage.ExportAsync(source, name);

        var there = await _carriage.MeasureAsync(source);
        var here = await _carriage.MeasureAsync(exported.Path);

        (here.Size, here.CompressedSize, here.WastedBytes).ShouldBe((there.Size, there.CompressedSize, there.WastedBytes));
        here.BiggestFiles.ShouldBe(there.BiggestFiles);
    }

    [Fact]
    public async Task A_layer_whose_compression_is_damaged_is_named()
    {
        var layer = new MemoryLayer([0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0], MediaTypes.OciLayerZstd, null);
        var image = LambdaImage.Engine.Oci.Layout.StoredImage.Compose(
            MediaTypes.OciManifest, new ImageConfig { Os = "linux", Architecture = "amd64", RootFs = new RootFs { DiffIds = [layer.Descriptor.DigestText] } }, [layer]);
        var source = await _carriage.SeedAsync(image);

        var error = await Should.ThrowAsync<LambdaImageException>(() => _carriage.MeasureAsync(source));

        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        error.Message.ShouldContain(layer.Descriptor.DigestText);
    }

    [Fact]
    public async Task A_layer_that_is_not_its_digest_fails()
    {
        var image = Create(layers: [[File("a", Text(5000))]]);
        var source = await _carriage.SeedAsync(image);
        var (repository, layer) = (_carriage.Repository(ImageCarriage.Outside), image.Layers[0].Descriptor);
        repository.Remove(layer.Digest);
        repository.Add(new InMemoryBlob(layer.Digest, layer.Size, () => new MemoryStream(new byte[layer.Size])));

        (await Should.ThrowAsync<LambdaImageException>(() => _carriage.MeasureAsync(source))).Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Theory]
    [InlineData("docker-daemon:shop:1", "docker image", "docker images")]
    [InlineData("containers-storage:shop:1", "podman image", "podman images")]
    public async Task An_image_that_an_engine_does_not_have_is_told_with_how_to_look(string source, string asked, string remedy)
    {
        using var carriage = new ImageCarriage(new FakeProcessRunner().On(asked, new FakeProcessRunner.Reply(1, "", "No such image")));

        var error = await Should.ThrowAsync<LambdaImageException>(() => carriage.MeasureAsync(source));

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        error.Remedy.ShouldContain(remedy);
    }

    public void Dispose() => _carriage.Dispose();

    private static string Text(int length) => new('x', length);

    private async Task<LambdaImageMeasurement> MeasureAsync(params IEnumerable<LayerEntry>[] layers) => await _carriage.MeasureAsync(await SeedAsync(null, layers));

    private Task<string> SeedAsync(ImageConfig? config, params IEnumerable<LayerEntry>[] layers) => _carriage.SeedAsync(Create(config, layers: layers));
}
