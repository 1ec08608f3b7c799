using System.Text.Json;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.TestKit;
using NSubstitute;
using static LambdaImage.TestKit.MemoryImage;
using File = System.IO.File;

namespace LambdaImage.Engine.Tests.Oci;

public sealed class Keeping_an_image_in_a_folder : IDisposable
{
    private static readonly ImageReference Registry = ImageReference.Parse("public.ecr.aws/lambda/nodejs:22");

    private readonly ScratchFolder _scratch = new();
    private readonly IWorkReporter _reporter = Substitute.For<IWorkReporter>();

    [Theory]
    [InlineData(MediaTypes.DockerManifest)]
    [InlineData(MediaTypes.OciManifest)]
    public async Task What_was_written_is_read_back_byte_for_byte(string manifestType)
    {
        var image = Sample(manifestType);
        await WriteAsync(image, LayoutContent.Complete);

        var opened = await OciLayout.OpenAsync(_scratch["image"], null, null, isCached: false, CancellationToken.None);

        opened.Descriptor.DigestText.ShouldBe(image.Descriptor.DigestText);
        opened.Descriptor.MediaType.ShouldBe(manifestType);
        opened.ConfigBytes.ToArray().ShouldBe(image.ConfigBytes.ToArray());
        (await TarListing.OfAsync(opened.Layers[0])).ShouldBe(["file 0644 0:0 a = text"]);
    }

    [Fact]
    public async Task A_layer_that_went_since_is_told_by_its_path()
    {
        var image = Sample(MediaTypes.OciManifest);
        await WriteAsync(image, LayoutContent.Complete);
        var opened = await OciLayout.OpenAsync(_scratch["image"], null, null, isCached: false, CancellationToken.None);
        var path = Path.Combine(_scratch["image"], "blobs", "sha256", opened.Layers[0].Descriptor.Digest.Hex);
        File.Delete(path);

        var error = await Should.ThrowAsync<LambdaImageException>(() => opened.Layers[0].OpenAsync(CancellationToken.None));
        (error.Kind, error.Target).ShouldBe((ErrorKind.ImageNotFound, path));
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,"manifests":null}""", "it names no image")]
    [InlineData("[]", "cannot be read")]
    [InlineData("""{"schemaVersion":2,"manifests":[null]}""", "cannot be read")]
    public async Task An_index_that_is_none_is_told(string index, string problem)
    {
        await WriteAsync(Sample(MediaTypes.OciManifest), LayoutContent.Complete);
        await File.WriteAllTextAsync(_scratch["image/index.json"], index);

        (await OpenErrorAsync()).Message.ShouldContain(problem);
    }

    [Fact]
    public async Task An_index_that_cannot_be_read_is_told()
    {
        await WriteAsync(Sample(MediaTypes.OciManifest), LayoutContent.Complete);
        await using var locked = File.Open(_scratch["image/index.json"], FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        (await OpenErrorAsync()).Message.ShouldContain("cannot be read");
    }

    [Fact]
    public async Task Bytes_are_told_as_they_are_written()
    {
        var image = Sample(MediaTypes.OciManifest);

        await WriteAsync(image, LayoutContent.Complete);

        var size = image.Layers.Sum(layer => layer.Descriptor.Size);
        _reporter.Received().Report(Arg.Is<WorkProgress>(told => told.Activity == "Write layout" && told.Status == "image" && told.IsBytes && told.Total == size));
        _reporter.Received(1).Report(Arg.Is<WorkProgress>(told => told.Completed && told.Done == size));
    }

    [Fact]
    public async Task What_a_killed_process_left_beside_it_long_ago_goes()
    {
        var old = _scratch[$"image.{Guid.NewGuid():N}.tmp"];
        var young = _scratch[$"image.{Guid.NewGuid():N}.tmp"];
        var other = _scratch["image.notes.tmp"];
        foreach (var folder in (string[])[old, young, other]) Directory.CreateDirectory(folder);
        foreach (var folder in (string[])[old, other]) Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddDays(-2));

        await WriteAsync(Sample(MediaTypes.OciManifest), LayoutContent.Complete);

        (Directory.Exists(old), Directory.Exists(young), Directory.Exists(other)).ShouldBe((false, true, true));
    }

    [SkippableFact]
    public async Task Skopeo_and_umoci_accept_it()
    {
        Skip.IfNot(ScratchFolder.Has("skopeo") && ScratchFolder.Has("umoci"), "needs skopeo and umoci");
        var image = Sample(MediaTypes.OciManifest);
        await WriteAsync(image, LayoutContent.Complete);

        using var seen = JsonDocument.Parse(_scratch.Run("skopeo", "inspect", $"oci:{_scratch["image"]}:latest"));
        seen.RootElement.GetProperty("Digest").GetString().ShouldBe(image.Descriptor.DigestText);

        _scratch.Run("umoci", "unpack", "--rootless", "--image", _scratch["image"] + ":latest", _scratch["bundle"]);
        File.ReadAllText(_scratch["bundle/rootfs/a"]).ShouldBe("text");
    }

    [Fact]
    public async Task A_sparse_folder_leaves_layers_in_their_registry()
    {
        var image = Sample(MediaTypes.DockerManifest, Registry);
        await WriteAsync(image, LayoutContent.Sparse);
        ImageReference? asked = null;

        var opened = await OciLayout.OpenAsync(_scratch["image"], null, Open, isCached: false, CancellationToken.None);
        var listing = await TarListing.OfAsync(opened.Layers[0]);

        listing.ShouldBe(["file 0644 0:0 a = text"]);
        asked?.Name.ShouldBe("public.ecr.aws/lambda/nodejs");
        opened.Layers[0].Origin?.Name.ShouldBe("public.ecr.aws/lambda/nodejs");
        Directory.GetFiles(_scratch["image/blobs/sha256"]).Length.ShouldBe(2);

        Task<Stream> Open(ImageReference repository, Descriptor blob, CancellationToken cancel)
        {
            asked = repository;
            return image.Layers.Single(layer => layer.Descriptor == blob).OpenAsync(cancel);
        }
    }

    [Fact]
    public async Task A_foreign_blob_with_other_bytes_fails()
    {
        await WriteAsync(Sample(MediaTypes.DockerManifest, Registry), LayoutContent.Sparse);
        var opened = await OciLayout.OpenAsync(
            _scratch["image"], null, (_, blob, _) => Task.FromResult<Stream>(new MemoryStream(new byte[blob.Size])), isCached: false, CancellationToken.None);

        var error = await Should.ThrowAsync<LambdaImageException>(() => TarListing.OfAsync(opened.Layers[0]));

        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [Fact]
    public async Task A_damaged_blob_is_noticed_while_it_is_read()
    {
        var image = Sample(MediaTypes.OciManifest);
        await WriteAsync(image, LayoutContent.Complete);
        var blob = _scratch[$"image/blobs/sha256/{image.Layers[0].Descriptor.Digest.Hex}"];
        var bytes = File.ReadAllBytes(blob);
        bytes[^5] ^= 1;
        File.WriteAllBytes(blob, bytes);
        File.SetLastWriteTimeUtc(blob, DateTime.UnixEpoch);
        var opened = await OciLayout.OpenAsync(_scratch["image"], null, null, isCached: false, CancellationToken.None);

        var error = await Should.ThrowAsync<LambdaImageException>(async () =>
        {
            await using var stream = await opened.Layers[0].OpenAsync(CancellationToken.None);
            await stream.CopyToAsync(Stream.Null);
        });

        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        error.Remedy.ShouldContain("Build-LambdaImage -Output");
        File.GetLastWriteTimeUtc(blob).ShouldBe(DateTime.UnixEpoch, "it is the user's own");
    }

    [Fact]
    public async Task An_existing_layout_is_replaced()
    {
        await WriteAsync(Create(layers: [[MemoryImage.File("old", "old")]]), LayoutContent.Complete);
        var image = Sample(MediaTypes.OciManifest);

        await WriteAsync(image, LayoutContent.Complete);

        (await OciLayout.OpenAsync(_scratch["image"], null, null, isCached: false, CancellationToken.None)).Descriptor.DigestText.ShouldBe(image.Descriptor.DigestText);
        Directory.GetFileSystemEntries(_scratch.Path).ShouldBe([_scratch["image"]]);
    }

    [Fact]
    public async Task A_layout_that_a_killed_process_had_set_aside_is_back_when_writing_fails()
    {
        var image = Sample(MediaTypes.OciManifest);
        await WriteAsync(image, LayoutContent.Complete);
        Directory.Move(_scratch["image"], _scratch[$"image.{Guid.NewGuid():N}.old"]);

        await Should.ThrowAsync<LambdaImageException>(() => WriteAsync(Broken(), LayoutContent.Complete));

        (await OciLayout.OpenAsync(_scratch["image"], null, null, isCached: false, CancellationToken.None)).Descriptor.ShouldBe(image.Descriptor);
        Directory.GetFileSystemEntries(_scratch.Path).ShouldBe([_scratch["image"]]);
    }

    [Fact]
    public async Task A_layout_that_was_set_aside_long_ago_goes()
    {
        await WriteAsync(Sample(MediaTypes.OciManifest), LayoutContent.Complete);
        Directory.SetLastWriteTimeUtc(Directory.CreateDirectory(_scratch[$"image.{Guid.NewGuid():N}.old"]).FullName, DateTime.UtcNow.AddDays(-2));

        await WriteAsync(Sample(MediaTypes.OciManifest), LayoutContent.Complete);

        Directory.GetFileSystemEntries(_scratch.Path).ShouldBe([_scratch["image"]]);
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_refused_and_kept()
    {
        _scratch.Write("image/precious.txt", "mine");

        var error = await Should.ThrowAsync<LambdaImageException>(() => WriteAsync(Sample(MediaTypes.OciManifest), LayoutContent.Complete));

        error.Kind.ShouldBe(ErrorKind.OutputNotWritable);
        File.ReadAllText(_scratch["image/precious.txt"]).ShouldBe("mine");
    }

    [Fact]
    public async Task Nothing_half_written_is_left_when_a_layer_fails()
    {
        await Should.ThrowAsync<LambdaImageException>(() => WriteAsync(Broken(), LayoutContent.Complete));

        Directory.GetFileSystemEntries(_scratch.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_layer_that_cannot_be_read_is_not_taken_for_a_folder_that_cannot_be_written()
    {
        var bytes = new byte[100];
        var image = With(_ => new BreakingStream(new MemoryStream(bytes), 10));

        var error = await Should.ThrowAsync<LambdaImageException>(() => WriteAsync(image, LayoutContent.Complete));

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
        error.Message.ShouldContain($"read layer {image.Layers[0].Descriptor.DigestText} but failed: Connection reset");
    }

    [SkippableFact]
    public async Task What_cannot_be_tidied_up_does_not_hide_what_went_wrong()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs to mount something in the draft");
        var busy = "";
        var image = With(draft =>
        {
            busy = Directory.CreateDirectory(Path.Combine(draft, "busy")).FullName;
            _scratch.Run("mount", "-t", "tmpfs", "tmpfs", busy);
            return new MemoryStream(new byte[3]);
        });
        try
        {
            (await Should.ThrowAsync<LambdaImageException>(() => WriteAsync(image, LayoutContent.Complete))).Kind.ShouldBe(ErrorKind.DigestMismatch);
        }
        finally
        {
            _scratch.Run("umount", busy);
        }
    }

    [SkippableFact]
    public async Task A_full_disk_is_an_error_with_a_remedy_and_leaves_nothing()
    {
        Skip.IfNot(Directory.Exists("/dev/shm") && Environment.UserName == "root", "needs to mount a small file system");
        var mount = _scratch["small"];
        Directory.CreateDirectory(mount);
        _scratch.Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", mount);
        try
        {
            var noise = new byte[200_000];
            new Random(1).NextBytes(noise);
            var image = Create(layers: [[MemoryImage.File("noise", Convert.ToBase64String(noise))]]);

            var error = await Should.ThrowAsync<LambdaImageException>(() => OciLayout.WriteAsync(
                image, Path.Combine(mount, "image"), "shop", LayoutContent.Complete, _reporter, CancellationToken.None));

            error.Kind.ShouldBe(ErrorKind.OutputNotWritable);
            Directory.GetFileSystemEntries(mount).ShouldBeEmpty();
        }
        finally
        {
            _scratch.Run("umount", mount);
        }
    }

    [Fact]
    public async Task Of_several_images_the_one_for_the_processor_is_opened()
    {
        var (intel, arm) = (Sample(MediaTypes.OciManifest), Create(new ImageConfig { Os = "linux", Architecture = "arm64" }, MediaTypes.OciManifest, null, [MemoryImage.File("a")]));
        await WriteAsync(intel, LayoutContent.Complete);
        foreach (var (digest, bytes) in new[] { (arm.Descriptor.Digest, arm.ManifestBytes), (arm.Manifest.Config.Digest, arm.ConfigBytes) })
            File.WriteAllBytes(_scratch[$"image/blobs/sha256/{digest.Hex}"], bytes.ToArray());
        var index = new ImageIndex
        {
            Manifests =
            [
                intel.Descriptor with { Platform = Platform.Of(LambdaArchitecture.X86_64) },
                arm.Descriptor with { Platform = Platform.Of(LambdaArchitecture.Arm64) },
            ],
        };
        File.WriteAllBytes(_scratch["image/index.json"], OciJson.Write(index));

        (await OciLayout.OpenAsync(_scratch["image"], LambdaArchitecture.Arm64, null, isCached: false, CancellationToken.None)).Config.Architecture.ShouldBe("arm64");
        (await Should.ThrowAsync<LambdaImageException>(() => OciLayout.OpenAsync(_scratch["image"], null, null, isCached: false, CancellationToken.None)))
            .Kind.ShouldBe(ErrorKind.ImageInvalid);
    }

    [Fact]
    public async Task A_folder_without_a_layout_is_said_to_be_none()
    {
        var error = await Should.ThrowAsync<LambdaImageException>(() => OciLayout.OpenAsync(_scratch.Path, null, null, isCached: false, CancellationToken.None));

        error.Kind.ShouldBe(ErrorKind.ImageNotFound);
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>An image whose layer ends too early.</summary>
    private StoredImage Broken() => With(_ => new MemoryStream(new byte[3]));

    /// <param name="open">Opens its layer, while the image is written into the draft.</param>
    private StoredImage With(Func<string, Stream> open)
    {
        var image = Sample(MediaTypes.OciManifest);
        var broken = Substitute.For<ILayer>();
        broken.Descriptor.Returns(image.Layers[0].Descriptor);
        broken.OpenAsync(default).ReturnsForAnyArgs(_ => Task.FromResult(open(Directory.GetDirectories(_scratch.Path, "image.*.tmp").Single())));
        return new StoredImage(MediaTypes.OciManifest, image.ManifestBytes, image.ConfigBytes, [broken]);
    }

    private static IImage Sample(string manifestType, ImageReference? origin = null) => Create(null, manifestType, origin, [MemoryImage.File("a", "text")]);

    private async Task<LambdaImageException> OpenErrorAsync()
    {
        var error = await Should.ThrowAsync<LambdaImageException>(() => OciLayout.OpenAsync(_scratch["image"], null, null, isCached: false, CancellationToken.None));
        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        return error;
    }

    private Task WriteAsync(IImage image, LayoutContent content) =>
        OciLayout.WriteAsync(image, _scratch["image"], "shop:latest", content, _reporter, CancellationToken.None);
}
