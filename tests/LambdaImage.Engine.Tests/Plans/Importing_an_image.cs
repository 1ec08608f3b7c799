using LambdaImage.Engine.Tests.Oci;
using LambdaImage.Engine.Tests.Oci.Archive;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Plans;

public sealed class Importing_an_image : IDisposable
{
    private readonly ImageCarriage _carriage = new();
    private readonly SampleImage _image = new(fileSize: 300_000);

    [Fact]
    public async Task The_tag_in_the_file_is_used_unless_another_is_named()
    {
        var path = await ExportAsync("shop.tar");

        (await _carriage.ImportAsync(path)).Tags.ShouldBe(["1.4"]);
        (await _carriage.ImportAsync(path, $"{ImageCarriage.Inside}/shop:live")).Tags.ShouldBe(["live"]);
        (await _carriage.ImportAsync(path, $"{ImageCarriage.Inside}/shop", "a", "b")).Tags.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        var path = await ExportAsync("shop.tar");
        (await _carriage.ImportAsync(path)).NoChange.ShouldBeFalse();

        var again = await _carriage.ImportAsync(path);

        (again.NoChange, again.BytesSent).ShouldBe((true, 0));
    }

    [Fact]
    public async Task What_Lambda_will_refuse_is_said_before_it_is_sent()
    {
        var zstd = TestImage.Of([new TestLayer(new InMemoryBlob([1, 2, 3]), "application/vnd.oci.image.layer.v1.tar+zstd")]);
        var file = (await _carriage.ExportAsync(await _carriage.SeedAsync(zstd), "zstd")).Path;
        _carriage.Warnings.ShouldBeEmpty();

        var published = await _carriage.ImportAsync(file);

        published.Digest.ShouldBe(zstd.Descriptor.DigestText);
        _carriage.Warnings.ShouldHaveSingleItem().ShouldContain("The image is sent all the same. For Lambda:");
    }

    [Fact]
    public async Task What_Lambda_runs_is_sent_without_a_word()
    {
        await _carriage.ImportAsync(await ExportAsync("shop.tar"));

        _carriage.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Layers_that_another_repository_has_are_taken_over_from_there()
    {
        var path = (await _carriage.ExportAsync(await _carriage.SeedAsync(new SampleImage(fileSize: 3_000_000)), "large.tar")).Path;
        await _carriage.ImportAsync(path);

        var published = await _carriage.ImportAsync(path, $"{ImageCarriage.Inside}/other:1");

        published.Layers.Where(layer => layer.Size > 1_000_000).Select(layer => layer.Transfer).ShouldBe([BlobTransfer.Mounted, BlobTransfer.Mounted]);
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public async Task An_archive_that_was_cut_is_an_error_and_sets_no_tag(double kept)
    {
        var path = await ExportAsync("shop.tar");
        await using (var file = File.OpenWrite(path)) file.SetLength((long)(file.Length * kept));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _carriage.ImportAsync(path));

        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        error.Message.ShouldContain(path);
        error.Remedy.ShouldNotBeEmpty();
        _carriage.Repository(ImageCarriage.Inside).Tags.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("shop.tar")]
    [InlineData("shop")]
    public async Task A_changed_byte_is_an_error_and_sets_no_tag(string name)
    {
        var path = await ExportAsync(name);
        Damage(name == "shop" ? Path.Combine(path, "blobs/sha256", _image.Layers[1].Descriptor.Digest.Hex) : path);

        var error = await Should.ThrowAsync<LambdaImageException>(() => _carriage.ImportAsync(path));

        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        _carriage.Repository(ImageCarriage.Inside).Tags.ShouldBeEmpty();
        _carriage.Repository(ImageCarriage.Inside).Manifests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_byte_in_an_archive_without_a_manifest_is_found_by_the_layers_own_content()
    {
        using var folder = new ArchiveFolder();
        var layers = _image.Plain.Select(SampleImage.Gzip).ToArray();
        layers[1] = SampleImage.Gzip([.. _image.Plain[1].Reverse()]);
        var path = folder.WriteTar(
            ("0.tar", layers[0]), ("1.tar", layers[1]), ("config.json", _image.ConfigBytes.ToArray()),
            ("manifest.json", """[{"Config":"config.json","RepoTags":["shop:1.4"],"Layers":["0.tar","1.tar"]}]"""));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _carriage.ImportAsync(path));

        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        _carriage.Repository(ImageCarriage.Inside).Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_path_with_no_image_says_what_to_write_there()
    {
        var error = await Should.ThrowAsync<LambdaImageException>(() => _carriage.ImportAsync(_carriage.Folder["nothing.tar"]));

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        error.Remedy.ShouldContain("Export-LambdaImage");
    }

    [SkippableFact]
    public async Task A_layout_that_skopeo_wrote_has_its_tag()
    {
        Skip.IfNot(ScratchFolder.Has("skopeo"), "needs skopeo");
        _carriage.Folder.Run("skopeo", "copy", "--quiet", "oci-archive:" + await ExportAsync("shop.tar"), $"oci:{_carriage.Folder["theirs"]}:v7");

        var published = await _carriage.ImportAsync(_carriage.Folder["theirs"]);

        (published.Digest, published.Tags.ShouldHaveSingleItem()).ShouldBe((_image.Descriptor.DigestText, "v7"));
    }

    public void Dispose() => _carriage.Dispose();

    private async Task<string> ExportAsync(string name) => (await _carriage.ExportAsync(await _carriage.SeedAsync(_image), name)).Path;

    // In the middle of a tar is the larger layer.
    private static void Damage(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 0xFF;
        File.WriteAllBytes(path, bytes);
    }
}
