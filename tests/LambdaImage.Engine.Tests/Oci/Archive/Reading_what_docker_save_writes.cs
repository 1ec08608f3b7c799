using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Tests.Oci.Archive;

public sealed class Reading_what_docker_save_writes : IDisposable
{
    private readonly ArchiveFolder _folder = new();
    private readonly SampleImage _sample = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[null]")]
    [InlineData("""[{"Config":null,"Layers":["0"]}]""")]
    [InlineData("""[{"Config":"c.json","Layers":[null]}]""")]
    [InlineData("""[{"Config":"c.json","Layers":null}]""")]
    public async Task A_manifest_that_leaves_out_what_it_is_for_is_told(string manifest)
    {
        var path = _folder.WriteTar(("manifest.json", manifest), ("c.json", _sample.ConfigBytes.ToArray()));

        (await Should.ThrowAsync<LambdaImageException>(() => _folder.OpenAsync(path))).Kind.ShouldBe(ErrorKind.ImageInvalid);
    }

    [Fact]
    public async Task Plain_layers_become_gzip_layers_of_a_docker_manifest()
    {
        var image = await _folder.OpenAsync(OldLayout());

        image.Manifest.MediaType.ShouldBe(MediaTypes.DockerManifest);
        image.Manifest.Config.MediaType.ShouldBe(MediaTypes.DockerConfig);
        image.Manifest.Layers.ShouldAllBe(layer => layer.MediaType == MediaTypes.DockerLayerGzip);
        image.Descriptor.Digest.ShouldBe(Digest.Of(image.ManifestBytes.Span));
        image.ConfigBytes.ToArray().ShouldBe(_sample.ConfigBytes.ToArray());
        image.Name.ShouldBe("shop:latest");
    }

    [Fact]
    public async Task Compressed_layers_hold_the_plain_bytes_and_have_their_digest()
    {
        var image = await _folder.OpenAsync(OldLayout());

        foreach (var (layer, plain) in image.Layers.Zip(_sample.Plain))
        {
            var bytes = await SampleImage.BytesAsync(layer);
            Digest.Of(bytes).ShouldBe(layer.Descriptor.Digest);
            bytes.Length.ShouldBe((int)layer.Descriptor.Size);
            SampleImage.Gunzip(bytes).ShouldBe(plain);
        }
    }

    [Fact]
    public async Task The_digest_is_the_same_every_time()
    {
        var first = await _folder.OpenAsync(OldLayout());
        using var elsewhere = new ArchiveFolder();

        var second = await elsewhere.OpenAsync(OldLayout());

        second.Descriptor.ShouldBe(first.Descriptor);
    }

    [Fact]
    public async Task Layers_compressed_before_are_not_compressed_again()
    {
        await _folder.OpenAsync(OldLayout());
        var before = _folder.Work.Progress.Count(progress => !progress.Completed);

        await _folder.OpenAsync(OldLayout());

        before.ShouldBeGreaterThan(0);
        _folder.Work.Progress.Count(progress => !progress.Completed).ShouldBe(before);
    }

    [Fact]
    public async Task A_compressed_layer_that_lost_its_end_is_made_again()
    {
        var first = await _folder.OpenAsync(OldLayout());
        var file = Compressed()[0];
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file))[..100]);

        var second = await _folder.OpenAsync(OldLayout());

        second.Descriptor.ShouldBe(first.Descriptor);
    }

    [Fact]
    public async Task A_compressed_layer_that_was_damaged_in_the_middle_is_made_again()
    {
        var first = await _folder.OpenAsync(OldLayout());
        foreach (var file in Compressed()) await SpoilAsync(file);

        var second = await _folder.OpenAsync(OldLayout());

        second.Descriptor.ShouldBe(first.Descriptor);
        SampleImage.Gunzip(await SampleImage.BytesAsync(second.Layers[0])).ShouldBe(_sample.Plain[0]);
    }

    [Fact]
    public async Task Another_program_with_another_gzip_takes_no_layer_from_under_a_reader()
    {
        var (path, digest, _) = await _folder.Compressed.GetAsync(Digest.Of("layer"u8), () => new MemoryStream(_sample.Plain[0]), _ => { }, CancellationToken.None);
        File.Delete(Directory.GetFiles(Path.GetDirectoryName(path)!, "*.json").ShouldHaveSingleItem());

        // Other bytes under the same key are what another gzip makes of the layer.
        var other = await _folder.Compressed.GetAsync(Digest.Of("layer"u8), () => new MemoryStream(_sample.Plain[1]), _ => { }, CancellationToken.None);

        Digest.Of(await File.ReadAllBytesAsync(path)).ShouldBe(digest);
        Digest.Of(await File.ReadAllBytesAsync(other.Path)).ShouldBe(other.Digest);
        other.Digest.ShouldNotBe(digest);
    }

    [Fact]
    public async Task An_archive_whose_plain_form_was_damaged_is_expanded_again()
    {
        var path = await GzippedAsync();
        var first = await _folder.OpenAsync(path);
        await SpoilAsync(Expanded());

        (await _folder.OpenAsync(path)).Descriptor.ShouldBe(first.Descriptor);
    }

    [Fact]
    public async Task An_archive_whose_plain_form_lost_bytes_unnoticed_is_expanded_again_after_that_failed()
    {
        var path = await GzippedAsync();
        var first = await _folder.OpenAsync(path);
        var bytes = await File.ReadAllBytesAsync(Expanded());
        await ArchiveFolder.DamageAsync(Expanded(), bytes[..(bytes.Length / 2)]);

        await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(path));

        (await _folder.OpenAsync(path)).Descriptor.ShouldBe(first.Descriptor);
    }

    [Fact]
    public async Task An_expanded_archive_that_kept_its_time_is_not_read_to_see_whether_it_is_whole()
    {
        var path = await GzippedAsync();
        await _folder.OpenAsync(path);
        var before = FileStatus.Of(Expanded());
        // What its bytes would be compared with.
        File.Delete(Expanded() + ".json");

        await _folder.OpenAsync(path);

        FileStatus.Of(Expanded()).ShouldBe(before);
    }

    [Fact]
    public async Task An_expanded_archive_that_nobody_used_for_a_month_is_removed()
    {
        await _folder.OpenAsync(await GzippedAsync());
        var expanded = Expanded();
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(expanded)!, DateTime.UtcNow.AddDays(-31));

        await _folder.OpenAsync(OldLayout());

        File.Exists(expanded).ShouldBeFalse();
    }

    [Fact]
    public async Task Equal_layers_that_are_linked_are_found()
    {
        var path = _folder.WriteTar(
            (ConfigName, _sample.ConfigBytes.ToArray()), ("a/layer.tar", _sample.Plain[0]), ("b/layer.tar", _sample.Plain[1]),
            ("c/layer.tar", "-> ../a/layer.tar"), ("manifest.json", Manifest("c/layer.tar", "b/layer.tar")));

        var image = await _folder.OpenAsync(path);

        SampleImage.Gunzip(await SampleImage.BytesAsync(image.Layers[0])).ShouldBe(_sample.Plain[0]);
    }

    [Fact]
    public async Task Layers_that_are_gzip_already_are_taken_as_they_are()
    {
        var compressed = _sample.Plain.Select(SampleImage.Gzip).ToList();
        var path = _folder.WriteTar(
            (ConfigName, _sample.ConfigBytes.ToArray()), ("a.tar.gz", compressed[0]), ("b.tar.gz", compressed[1]),
            ("manifest.json", Manifest("a.tar.gz", "b.tar.gz")));

        var image = await _folder.OpenAsync(path);

        (await SampleImage.BytesAsync(image.Layers[1])).ShouldBe(compressed[1]);
        image.Layers[1].Descriptor.Digest.ShouldBe(Digest.Of(compressed[1]));
    }

    [Fact]
    public async Task An_archive_that_was_gzipped_as_a_whole_is_read()
    {
        var path = _folder.Path("shop.tar.gz");
        await File.WriteAllBytesAsync(path, SampleImage.Gzip(await File.ReadAllBytesAsync(OldLayout())));

        (await _folder.OpenAsync(path)).Layers.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_layer_that_was_changed_is_refused()
    {
        var path = _folder.WriteTar(
            (ConfigName, _sample.ConfigBytes.ToArray()), ("a", _sample.Plain[0]), ("b", _sample.Plain[0]), ("manifest.json", Manifest("a", "b")));

        (await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(path))).Kind.ShouldBe(ErrorKind.DigestMismatch);
        Directory.GetFiles(_folder.Path("compressed"), "*.partial", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("zstd", 0x28, 0xB5, 0x2F, 0xFD)]
    [InlineData("xz", 0xFD, 0x37, 0x7A, 0x58)]
    [InlineData("bzip2", 0x42, 0x5A, 0x68, 0x39)]
    public async Task A_layer_that_is_compressed_with_something_else_is_named(string program, params int[] magic)
    {
        var path = _folder.WriteTar(
            (ConfigName, _sample.ConfigBytes.ToArray()), ("a", _sample.Plain[0]), ("b", magic.Select(each => (byte)each).ToArray()), ("manifest.json", Manifest("a", "b")));

        var error = await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(path));

        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        error.Message.ShouldContain($"its layer b is compressed with {program}");
        error.Remedy.ShouldContain("docker load");
    }

    [Fact]
    public async Task A_configuration_that_was_changed_is_refused()
    {
        var path = _folder.WriteTar((ConfigName, "{}"), ("manifest.json", Manifest()));

        (await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(path))).Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task Several_images_are_refused_by_name()
    {
        var path = _folder.WriteTar(("manifest.json", """
            [{"Config":"a.json","RepoTags":["shop:1"],"Layers":[]},{"Config":"b.json","RepoTags":["shop:2"],"Layers":[]}]
            """));

        var error = await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(path));

        error.Message.ShouldContain("shop:1, shop:2");
        error.Remedy.ShouldContain("docker save shop:1");
    }

    [Fact]
    public async Task A_missing_layer_is_named()
    {
        var path = _folder.WriteTar((ConfigName, _sample.ConfigBytes.ToArray()), ("manifest.json", Manifest("a/layer.tar", "b/layer.tar")));

        (await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(path))).Message.ShouldContain("a/layer.tar is missing");
    }

    [Fact]
    public async Task A_file_that_does_not_exist_is_told()
    {
        var error = await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(_folder.Path("none.tar")));

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        error.Remedy.ShouldContain("docker save");
    }

    [Theory]
    [InlineData("this is text, not a tar archive")]
    [InlineData("")]
    public async Task A_file_that_is_no_archive_is_told(string content)
    {
        var path = _folder.Path("text.tar");
        await File.WriteAllTextAsync(path, content.PadRight(content.Length * 600));

        (await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(path))).Kind.ShouldBe(ErrorKind.ImageInvalid);
    }

    private static async Task SpoilAsync(string file)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);
    }

    private string[] Compressed() => Directory.GetFiles(_folder.Path("compressed"), "*.tar.gz", SearchOption.AllDirectories);

    private string Expanded() => Directory.GetFiles(_folder.Path("compressed"), "*.tar", SearchOption.AllDirectories).ShouldHaveSingleItem();

    private async Task<string> GzippedAsync()
    {
        var (layers, path) = (_sample.Plain.Select(SampleImage.Gzip).ToList(), _folder.Path("shop.tar.gz"));
        var plain = _folder.WriteTar(
            (ConfigName, _sample.ConfigBytes.ToArray()), ("a.tar.gz", layers[0]), ("b.tar.gz", layers[1]), ("manifest.json", Manifest("a.tar.gz", "b.tar.gz")));
        await File.WriteAllBytesAsync(path, SampleImage.Gzip(await File.ReadAllBytesAsync(plain)));
        return path;
    }

    private string ConfigName => Digest.Of(_sample.ConfigBytes.Span).Hex + ".json";

    private string OldLayout() => _folder.WriteTar(
        ("a/VERSION", "1.0"), ("a/layer.tar", _sample.Plain[0]), ("b/layer.tar", _sample.Plain[1]),
        (ConfigName, _sample.ConfigBytes.ToArray()), ("manifest.json", Manifest("a/layer.tar", "b/layer.tar")));

    private string Manifest(params string[] layers) => System.Text.Json.JsonSerializer.Serialize(new[]
    {
        new { Config = ConfigName, RepoTags = new[] { "shop:latest" }, Layers = layers },
    });
}
