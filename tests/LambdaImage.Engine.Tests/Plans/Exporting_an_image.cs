using System.Text.Json;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.Engine.Tests.Oci.Archive;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Plans;

public sealed class Exporting_an_image : IDisposable
{
    private readonly ImageCarriage _carriage = new();
    private readonly SampleImage _image = new(fileSize: 300_000);

    [Theory]
    [InlineData("shop.tar", null, ImageFileFormat.DockerArchive)]
    [InlineData("shop.tar", ImageFileFormat.OciArchive, ImageFileFormat.OciArchive)]
    [InlineData("shop", null, ImageFileFormat.OciLayout)]
    [InlineData("shop.image", ImageFileFormat.DockerArchive, ImageFileFormat.DockerArchive)]
    public async Task What_is_carried_from_one_registry_to_another_keeps_its_digest(string name, ImageFileFormat? format, ImageFileFormat written)
    {
        var source = await _carriage.SeedAsync(_image);

        var exported = await _carriage.ExportAsync(source, name, request => request with { Format = format });
        var published = await _carriage.ImportAsync(exported.Path);

        (exported.Format, exported.Reference, exported.Source, exported.DigestKept).ShouldBe((written, source, source, true));
        exported.Digest.ShouldBe(_image.Descriptor.DigestText);
        published.Digest.ShouldBe(_image.Descriptor.DigestText);
        _carriage.Repository(ImageCarriage.Inside).Tags["1.4"].ShouldBe(_image.Descriptor.Digest);
        _carriage.Files().ShouldBe([name]);
    }

    [Fact]
    public async Task An_image_in_Dockers_media_types_keeps_its_digest_in_a_docker_archive_alone()
    {
        var image = MemoryImage.Create(layers: [MemoryImage.File("a")]);
        var source = await _carriage.SeedAsync(image);

        var docker = await _carriage.ExportAsync(source, "docker.tar");
        var oci = await _carriage.ExportAsync(source, "oci.tar", request => request with { Format = ImageFileFormat.OciArchive });
        var layout = await _carriage.ExportAsync(source, "layout");

        docker.DigestKept.ShouldBeTrue();
        docker.Warnings.ShouldBeEmpty();
        (await _carriage.ImportAsync(docker.Path)).Digest.ShouldBe(image.Descriptor.DigestText);
        foreach (var other in new[] { oci, layout })
        {
            other.DigestKept.ShouldBeFalse();
            other.SourceDigest.ShouldBe(image.Descriptor.DigestText);
            other.Warnings.ShouldHaveSingleItem().ShouldContain("-Format DockerArchive keeps the digest");
            (await _carriage.ImportAsync(other.Path)).Digest.ShouldBe(other.Digest);
        }
    }

    [Theory]
    [InlineData("shop.tar")]
    [InlineData("shop")]
    public async Task What_is_there_is_overwritten_only_with_force(string name)
    {
        var source = await _carriage.SeedAsync(_image);
        var first = await _carriage.ExportAsync(source, name);
        var other = await _carriage.SeedAsync(new SampleImage(fileSize: 100), tag: "2");

        var error = await Should.ThrowAsync<LambdaImageException>(() => _carriage.ExportAsync(other, name));

        error.Kind.ShouldBe(ErrorKind.OutputNotWritable);
        error.Remedy.ShouldContain("-Force");
        (await _carriage.ImportAsync(first.Path)).Digest.ShouldBe(first.Digest);
        var second = await _carriage.ExportAsync(other, name, request => request with { Force = true });
        (await _carriage.ImportAsync(second.Path)).Digest.ShouldBe(second.Digest);
        second.Digest.ShouldNotBe(first.Digest);
    }

    [Fact]
    public async Task A_folder_of_something_else_is_not_replaced_even_with_force()
    {
        _carriage.Folder.Write("shop/notes.txt", "mine");
        var source = await _carriage.SeedAsync(_image);

        await Should.ThrowAsync<LambdaImageException>(() => _carriage.ExportAsync(source, "shop", request => request with { Force = true }));

        File.ReadAllText(_carriage.Folder["shop/notes.txt"]).ShouldBe("mine");
    }

    [Theory]
    [InlineData("shop.tar")]
    [InlineData("shop")]
    public async Task A_layer_that_is_not_its_digest_leaves_nothing_behind(string name)
    {
        var source = await _carriage.SeedAsync(_image);
        var layer = _image.Layers[1].Descriptor;
        var repository = _carriage.Repository(ImageCarriage.Outside);
        repository.Remove(layer.Digest);
        repository.Add(new InMemoryBlob(layer.Digest, layer.Size, () => new MemoryStream(new byte[layer.Size])));

        var error = await Should.ThrowAsync<LambdaImageException>(() => _carriage.ExportAsync(source, name));

        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        _carriage.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_is_a_source_as_well()
    {
        var tar = await _carriage.ExportAsync(await _carriage.SeedAsync(_image), "shop.tar");

        var layout = await _carriage.ExportAsync(tar.Path, "shop");
        var again = await _carriage.ExportAsync(layout.Path, "again.tar", request => request with { Tag = "other:2" });

        layout.Reference.ShouldBe(tar.Reference);
        (again.Reference, again.Digest).ShouldBe(("other:2", _image.Descriptor.DigestText));
    }

    [Fact]
    public async Task The_name_of_a_compressed_archive_is_refused()
    {
        var source = await _carriage.SeedAsync(_image);

        (await Should.ThrowAsync<LambdaImageException>(() => _carriage.ExportAsync(source, "shop.tar.gz"))).Kind.ShouldBe(ErrorKind.RequestInvalid);
        _carriage.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_processor_is_found_out()
    {
        var image = new SampleImage(architecture: "arm64");

        var exported = await _carriage.ExportAsync(await _carriage.SeedAsync(image), "arm.tar");

        exported.Architecture.ShouldBe(LambdaArchitecture.Arm64);
        (await _carriage.ImportAsync(exported.Path)).Architecture.ShouldBe(LambdaArchitecture.Arm64);
    }

    [SkippableTheory]
    [InlineData(ImageFileFormat.DockerArchive, "docker-archive:")]
    [InlineData(ImageFileFormat.OciArchive, "oci-archive:")]
    [InlineData(ImageFileFormat.OciLayout, "oci:")]
    public async Task Skopeo_reads_each_format(ImageFileFormat format, string transport)
    {
        Skip.IfNot(ScratchFolder.Has("skopeo"), "needs skopeo");
        var image = MemoryImage.Create(layers: [MemoryImage.File("a", "text")]);
        var exported = await _carriage.ExportAsync(await _carriage.SeedAsync(image), "image", request => request with { Format = format });

        using var found = JsonDocument.Parse(_carriage.Folder.Run("skopeo", "inspect", transport + exported.Path));

        found.RootElement.GetProperty("Architecture").GetString().ShouldBe("amd64");
        if (format != ImageFileFormat.DockerArchive) found.RootElement.GetProperty("Digest").GetString().ShouldBe(exported.Digest);
        _carriage.Folder.Run("skopeo", "copy", "--quiet", transport + exported.Path, "dir:" + _carriage.Folder["copied"]);
    }

    [SkippableFact]
    public async Task Umoci_unpacks_the_layout()
    {
        Skip.IfNot(ScratchFolder.Has("umoci"), "needs umoci");
        var image = MemoryImage.Create(layers: [MemoryImage.File("a", "text")]);
        var exported = await _carriage.ExportAsync(await _carriage.SeedAsync(image), "layout");

        _carriage.Folder.Run("umoci", "unpack", "--rootless", "--image", exported.Path + ":1.4", _carriage.Folder["bundle"]);

        File.ReadAllText(_carriage.Folder["bundle/rootfs/a"]).ShouldBe("text");
    }

    [SkippableFact]
    public async Task Docker_loads_it_under_its_name()
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB") is null, "needs the lab");
        var name = $"export-test-{Guid.NewGuid():N}:v1";
        var exported = await _carriage.ExportAsync(await _carriage.SeedAsync(_image), "shop.tar", request => request with { Tag = name });

        _carriage.Folder.Run("docker", "load", "--input", exported.Path).ShouldContain(name);

        _carriage.Folder.Run("docker", "image", "rm", name);
    }

    public void Dispose() => _carriage.Dispose();
}
