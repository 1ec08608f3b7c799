using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;

namespace LambdaImage.Engine.Tests.Oci.Archive;

public sealed class Reading_an_OCI_layout_in_a_tar : IDisposable
{
    private readonly ArchiveFolder _folder = new();
    private readonly SampleImage _amd64 = new();
    private readonly SampleImage _arm64 = new("arm64");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_manifest_keeps_its_bytes()
    {
        var image = await _folder.OpenAsync(Write([_amd64.Descriptor], _amd64));

        image.ManifestBytes.ToArray().ShouldBe(_amd64.ManifestBytes.ToArray());
        image.Descriptor.Digest.ShouldBe(_amd64.Descriptor.Digest);
        (await SampleImage.BytesAsync(image.Layers[1])).ShouldBe(await SampleImage.BytesAsync(_amd64.Layers[1]));
    }

    [Fact]
    public async Task The_image_for_the_processor_is_chosen_from_several()
    {
        var image = await _folder.OpenAsync(Write([_amd64.Descriptor, _arm64.Descriptor], _amd64, _arm64), LambdaArchitecture.Arm64);

        image.Config.Architecture.ShouldBe("arm64");
    }

    [Fact]
    public async Task Attestations_are_passed_over()
    {
        var attestation = _arm64.Descriptor with
        {
            Platform = new Platform { Os = "unknown", Architecture = "unknown" },
            Annotations = new SortedDictionary<string, string> { ["vnd.docker.reference.type"] = "attestation-manifest" },
        };

        var image = await _folder.OpenAsync(Write([_amd64.Descriptor, attestation], _amd64, _arm64), LambdaArchitecture.Arm64);

        image.Descriptor.Digest.ShouldBe(_amd64.Descriptor.Digest);
    }

    [Fact]
    public async Task An_index_within_the_index_is_followed()
    {
        var inner = OciJson.Write(new ImageIndex { Manifests = [_amd64.Descriptor] });
        var descriptor = Descriptor.Of(MediaTypes.OciIndex, Digest.Of(inner), inner.Length);

        var image = await _folder.OpenAsync(Write([descriptor], [(Blob(descriptor.Digest), inner)], _amd64));

        image.Descriptor.Digest.ShouldBe(_amd64.Descriptor.Digest);
    }

    [Fact]
    public async Task Platforms_whose_blobs_were_left_out_are_passed_over()
    {
        var image = await _folder.OpenAsync(Write([_arm64.Descriptor, _amd64.Descriptor], _amd64), LambdaArchitecture.Arm64);

        image.Config.Architecture.ShouldBe("amd64");
    }

    [Fact]
    public async Task A_processor_that_is_not_there_is_told()
    {
        var other = new SampleImage("riscv64");

        var error = await Should.ThrowAsync<LambdaImageException>(
            _folder.OpenAsync(Write([_amd64.Descriptor, other.Descriptor], _amd64, other), LambdaArchitecture.Arm64));

        error.Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
        error.Message.ShouldContain("linux/amd64, linux/riscv64");
    }

    [Fact]
    public async Task Plain_layers_as_Docker_25_saves_them_become_gzip_layers_of_an_OCI_manifest()
    {
        var plain = new SampleImage
        {
            Layers = [.. _amd64.Plain.Select(tar => new MemoryLayer(tar)
        {
            Descriptor = Descriptor.Of(MediaTypes.OciLayer, Digest.Of(tar), tar.Length),
        })]
        };
        var manifest = OciJson.Write(plain.Manifest with { Layers = [.. plain.Layers.Select(layer => layer.Descriptor)] });
        var descriptor = Descriptor.Of(MediaTypes.OciManifest, Digest.Of(manifest), manifest.Length);

        var image = await _folder.OpenAsync(Write([descriptor], [(Blob(descriptor.Digest), manifest)], plain));

        image.Manifest.MediaType.ShouldBe(MediaTypes.OciManifest);
        image.Manifest.Layers.ShouldAllBe(layer => layer.MediaType == MediaTypes.OciLayerGzip);
        SampleImage.Gunzip(await SampleImage.BytesAsync(image.Layers[0])).ShouldBe(_amd64.Plain[0]);
        image.Descriptor.Digest.ShouldBe(Digest.Of(image.ManifestBytes.Span));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_layer_that_was_changed_fails_when_it_is_read_to_its_end_and_only_the_caches_own_archive_gets_another_time(bool isCached)
    {
        var damaged = new SampleImage { Layers = [new MemoryLayer(new byte[_amd64.Layers[0].Descriptor.Size]) { Descriptor = _amd64.Layers[0].Descriptor }, _amd64.Layers[1]] };
        var path = Write([_amd64.Descriptor], damaged);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        var image = await _folder.OpenAsync(path, isCached: isCached);

        var error = await Should.ThrowAsync<LambdaImageException>(SampleImage.BytesAsync(image.Layers[0]));

        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        (File.GetLastWriteTimeUtc(path) != DateTime.UnixEpoch).ShouldBe(isCached);
    }

    [Fact]
    public async Task An_expanded_archive_with_a_damaged_layer_is_expanded_again_after_that_was_read()
    {
        var path = _folder.Path("shop.tar.gz");
        await File.WriteAllBytesAsync(path, SampleImage.Gzip(await File.ReadAllBytesAsync(Write([_amd64.Descriptor], _amd64))));
        var expanded = ((SectionLayer)(await _folder.OpenAsync(path)).Layers[0]).Path;
        var damaged = new SampleImage { Layers = [new MemoryLayer(new byte[_amd64.Layers[0].Descriptor.Size]) { Descriptor = _amd64.Layers[0].Descriptor }, _amd64.Layers[1]] };
        await ArchiveFolder.DamageAsync(expanded, await File.ReadAllBytesAsync(Write([_amd64.Descriptor], damaged)));
        var image = await _folder.OpenAsync(path);

        await Should.ThrowAsync<LambdaImageException>(SampleImage.BytesAsync(image.Layers[0]));

        var again = await _folder.OpenAsync(path);
        (await SampleImage.BytesAsync(again.Layers[0])).ShouldBe(await SampleImage.BytesAsync(_amd64.Layers[0]));
    }

    [Fact]
    public async Task An_index_that_lists_null_is_told() =>
        (await Should.ThrowAsync<LambdaImageException>(_folder.OpenAsync(_folder.WriteTar(("index.json", """{"manifests":[null]}"""))))).Kind.ShouldBe(ErrorKind.ImageInvalid);

    private static string Blob(Digest digest) => "blobs/sha256/" + digest.Hex;

    private string Write(IReadOnlyList<Descriptor> index, params SampleImage[] images) => Write(index, [], images);

    private string Write(IReadOnlyList<Descriptor> index, (string, object)[] others, params SampleImage[] images) => _folder.WriteTar(
    [
        ("oci-layout", """{"imageLayoutVersion":"1.0.0"}"""),
        .. others,
        .. images.SelectMany(image => image.Layers.Select(layer =>
            (Blob(layer.Descriptor.Digest), (object)SampleImage.BytesAsync(layer).GetAwaiter().GetResult()))),
        .. images.Select(image => (Blob(image.Manifest.Config.Digest), (object)image.ConfigBytes.ToArray())),
        .. images.Select(image => (Blob(image.Descriptor.Digest), (object)image.ManifestBytes.ToArray())),
        ("index.json", OciJson.Write(new ImageIndex { Manifests = index })),
    ]);
}
