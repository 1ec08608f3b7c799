using System.Text;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Copying;
using LambdaImage.Engine.Registries.Requests;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

public sealed class Opening_an_image : IDisposable
{
    private const string Reference = RegistryWorld.Host + "/app:v1";

    private readonly RegistryWorld _world = new();
    private readonly TestImage _amd = TestImage.Of([new TestLayer("amd"u8.ToArray())]);
    private readonly TestImage _arm = TestImage.Of([new TestLayer("arm"u8.ToArray())], LambdaArchitecture.Arm64);

    private InMemoryRepository Repository => _world.Registry.Repository("app");

    [Fact]
    public async Task Its_documents_are_read_and_its_layers_are_not()
    {
        Repository.Add(_amd, "v1");
        var image = await _world.OpenAsync(Reference);
        image.Descriptor.ShouldBe(_amd.Descriptor);
        image.ManifestBytes.ToArray().ShouldBe(_amd.ManifestBytes.ToArray());
        image.ConfigBytes.ToArray().ShouldBe(_amd.ConfigBytes.ToArray());
        image.Config.Architecture.ShouldBe("amd64");
        image.Layers.Count.ShouldBe(1);
        _world.Requests.ShouldNotContain(each => each.Path.Contains(_amd.Layers[0].Descriptor.DigestText));
    }

    [Fact]
    public async Task Its_layers_know_where_they_came_from()
    {
        Repository.Add(_amd, "v1");
        (await _world.OpenAsync(Reference)).Layers[0].Origin.ShouldBe(RegistryWorld.App);
    }

    [Theory]
    [InlineData(LambdaArchitecture.X86_64)]
    [InlineData(LambdaArchitecture.Arm64)]
    public async Task An_index_gives_the_image_for_the_processor(LambdaArchitecture architecture)
    {
        AddIndex(Entry(_arm, "linux", "arm64", "v8"), Entry(_amd, "linux", "amd64"));
        (await _world.OpenAsync(Reference, architecture)).Descriptor.Digest
            .ShouldBe((architecture == LambdaArchitecture.Arm64 ? _arm : _amd).Descriptor.Digest);
    }

    [Fact]
    public async Task Attestations_windows_images_and_variants_are_passed_over()
    {
        var other = TestImage.Of("other");
        AddIndex(
            Entry(other, "unknown", "unknown"), Entry(other, "windows", "amd64"), Entry(other, "linux", "amd64", "v3"),
            Entry(other, "linux", "arm", "v7"), Entry(_amd, "linux", "amd64"));
        (await _world.OpenAsync(Reference)).Descriptor.Digest.ShouldBe(_amd.Descriptor.Digest);
    }

    [Fact]
    public async Task An_index_of_one_image_need_not_say_for_what_processor()
    {
        Repository.Add(_amd);
        AddIndex(_amd.Descriptor);
        (await _world.OpenAsync(Reference)).Descriptor.Digest.ShouldBe(_amd.Descriptor.Digest);
        (await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference, LambdaArchitecture.Arm64))).Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
    }

    [Fact]
    public async Task An_index_with_digests_of_another_kind_is_told_when_it_is_copied()
    {
        AddIndex(_amd.Descriptor with { DigestText = "sha512:" + new string('0', 128) });
        var copier = new ReferenceCopier(_world.Catalog, _world.Reporter);
        var error = await Should.ThrowAsync<LambdaImageException>(
            () => copier.CopyAsync(ImageReference.Parse(Reference), ImageReference.Parse(RegistryWorld.Host + "/copy:v1"), CancellationToken.None));
        error.Message.ShouldContain("only sha256 is known");
    }

    [Theory]
    [InlineData("""{"manifests":[null]}""", MediaTypes.OciIndex)]
    [InlineData("""{"config":null,"layers":[]}""", MediaTypes.OciManifest)]
    public async Task A_document_that_lacks_what_it_is_for_is_told(string document, string mediaType)
    {
        var bytes = Encoding.UTF8.GetBytes(document);
        Repository.Add(bytes, mediaType);
        Repository.Tags["v1"] = Digest.Of(bytes);
        (await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference))).Message.ShouldContain("one of its documents cannot be read");
    }

    [Fact]
    public void A_media_type_that_is_no_UTF8_is_none()
    {
        byte[] bytes = [.. """{"mediaType":"""u8, (byte)'"', 0xFF, (byte)'"', (byte)'}'];
        FetchedManifest.Of(bytes, "application/json").Descriptor.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task An_index_without_the_processor_lists_what_it_has()
    {
        AddIndex(Entry(_amd, "linux", "amd64"), Entry(_amd, "unknown", "unknown"), Entry(_amd, "linux", "s390x"));
        var error = await Should.ThrowAsync<LambdaImageException>(
            () => _world.OpenAsync(Reference, LambdaArchitecture.Arm64));
        error.Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
        error.Message.ShouldContain("linux/amd64, linux/s390x.");
        error.Message.ShouldNotContain("unknown");
    }

    [Theory]
    [InlineData(LambdaArchitecture.X86_64, "arm64", "-Architecture arm64")]
    [InlineData(LambdaArchitecture.Arm64, "amd64", "-Architecture x86_64")]
    public async Task A_single_image_for_another_processor_is_refused_with_the_way_out(
        LambdaArchitecture wanted, string actual, string remedy)
    {
        Repository.Add(actual == "arm64" ? _arm : _amd, "v1");
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference, wanted));
        error.Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
        error.Message.ShouldContain("linux/" + actual);
        error.Remedy.ShouldContain(remedy);
    }

    [Fact]
    public async Task A_windows_image_is_refused()
    {
        Repository.Add(TestImage.Of([new TestLayer("w"u8.ToArray())], os: "windows"), "v1");
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference));
        error.Kind.ShouldBe(ErrorKind.ArchitectureMismatch);
        error.Remedy.ShouldContain("Lambda runs Linux");
    }

    [Fact]
    public async Task By_digest_the_bytes_must_have_it()
    {
        Repository.Add(_amd).Bytes = Encoding.UTF8.GetBytes("{\"schemaVersion\":2,\"layers\":[]}");
        var error = await Should.ThrowAsync<LambdaImageException>(
            () => _world.OpenAsync($"{RegistryWorld.Host}/app@{_amd.Descriptor.DigestText}"));
        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task By_tag_the_bytes_must_have_the_digest_the_registry_states()
    {
        Repository.Add(_amd, "v1").StatedDigest = _arm.Descriptor.Digest;
        (await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference)))
            .Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task A_configuration_with_another_digest_is_refused()
    {
        Repository.Add(_amd, "v1");
        var lie = Encoding.UTF8.GetBytes(new string('x', _amd.ConfigBytes.Length));
        Repository.Add(new InMemoryBlob(_amd.Manifest.Config.Digest, lie.Length, () => new MemoryStream(lie)));
        (await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference)))
            .Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task All_formats_are_accepted_in_one_header()
    {
        Repository.Add(_amd, "v1");
        await _world.OpenAsync(Reference);
        _world.Requests[0].Headers["Accept"].ShouldBe(
            "application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json, "
            + "application/vnd.oci.image.index.v1+json, application/vnd.docker.distribution.manifest.list.v2+json");
    }

    [Fact]
    public async Task A_registry_that_calls_everything_json_is_understood()
    {
        Repository.Add(_amd, "v1").StatedType = "application/json; charset=utf-8";
        (await _world.OpenAsync(Reference)).Descriptor.MediaType.ShouldBe(MediaTypes.OciManifest);
    }

    [Fact]
    public async Task A_login_page_in_the_registrys_place_is_called_that()
    {
        Repository.Add(_amd, "v1").StatedType = "text/html";
        Repository.Resolve("v1")!.Bytes = "<html>Sign in</html>"u8.ToArray();
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference));
        (error.Kind, error.Message).ShouldBe((ErrorKind.RegistryUnreachable, error.Message));
        error.Message.ShouldContain("text/html instead of an image manifest");
    }

    [Theory]
    [InlineData("application/vnd.docker.distribution.manifest.v1+prettyjws", "Docker's first format")]
    [InlineData("application/vnd.cncf.helm.chart.v1+json", "not a container image")]
    public async Task What_is_no_image_is_called_what_it_is(string type, string words)
    {
        Repository.Add(_amd, "v1").StatedType = type;
        Repository.Resolve("v1")!.Bytes = Encoding.UTF8.GetBytes($$"""{"mediaType":"{{type}}"}""");
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference));
        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        error.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData("{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}", "cannot be read")]
    [InlineData("{not json", "cannot be read")]
    public async Task A_broken_manifest_is_refused(string text, string words)
    {
        Repository.Add(_amd, "v1").Bytes = Encoding.UTF8.GetBytes(text);
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference));
        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        error.Message.ShouldContain(words);
    }

    [Fact]
    public async Task A_manifest_of_more_than_four_mebibytes_is_refused()
    {
        Repository.Add(_amd, "v1").Bytes = new byte[(4 * 1024 * 1024) + 1];
        (await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference)))
            .Message.ShouldContain("larger than 4 MiB");
    }

    [Theory]
    [InlineData("application/vnd.docker.image.rootfs.foreign.diff.tar.gzip")]
    [InlineData("application/vnd.oci.image.layer.nondistributable.v1.tar+gzip")]
    public async Task Layers_that_no_registry_keeps_are_refused(string mediaType)
    {
        Repository.Add(TestImage.Of([new TestLayer(new InMemoryBlob("w"u8.ToArray()), mediaType)]), "v1");
        (await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference)))
            .Kind.ShouldBe(ErrorKind.ImageNotForLambda);
    }

    [Fact]
    public async Task What_does_not_exist_is_not_found()
    {
        var error = await Should.ThrowAsync<LambdaImageException>(() => _world.OpenAsync(Reference));
        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        error.Message.ShouldContain("manifest 'v1' from registry.test/app");
    }

    [Fact]
    public async Task Resolving_only_looks()
    {
        Repository.Add(_amd, "v1");
        var found = await _world.Catalog.Images.ResolveAsync(ImageReference.Parse(Reference), CancellationToken.None);
        found.ShouldBe(_amd.Descriptor);
        _world.Requests.Single().Method.ShouldBe("HEAD");
    }

    [Fact]
    public async Task Resolving_reads_where_the_registry_does_not_say_the_digest()
    {
        _world.Registry.StatesDigests = false;
        Repository.Add(_amd, "v1");
        (await _world.Catalog.Images.ResolveAsync(ImageReference.Parse(Reference), CancellationToken.None))
            .ShouldBe(_amd.Descriptor);
    }

    [Fact]
    public async Task Resolving_nothing_fails_and_finding_nothing_does_not()
    {
        (await _world.Catalog.Images.FindAsync(ImageReference.Parse(Reference), CancellationToken.None)).ShouldBeNull();
        (await Should.ThrowAsync<LambdaImageException>(
            () => _world.Catalog.Images.ResolveAsync(ImageReference.Parse(Reference),
                CancellationToken.None))).Kind.ShouldBe(ErrorKind.ImageNotFound);
    }

    public void Dispose() => _world.Dispose();

    private Descriptor Entry(TestImage image, string os, string architecture, string? variant = null)
    {
        Repository.Add(image);
        return image.Descriptor with
        {
            Platform = new Platform
            {
                Os = os,
                Architecture = architecture,
                Variant = variant
            }
        };
    }

    private void AddIndex(params Descriptor[] entries)
    {
        var bytes = OciJson.Write(new ImageIndex { MediaType = MediaTypes.OciIndex, Manifests = entries });
        Repository.Add(bytes, MediaTypes.OciIndex);
        Repository.Tags["v1"] = Digest.Of(bytes);
    }
}
