using System.Diagnostics;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;

namespace LambdaImage.Engine.Tests.Oci.Archive;

public sealed class Writing_an_archive : IDisposable
{
    private readonly ArchiveFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reading_it_back_gives_the_same_digest_and_bytes()
    {
        var image = new SampleImage();
        var path = await WriteAsync(image);

        var read = await _folder.OpenAsync(path);

        read.Descriptor.Digest.ShouldBe(image.Descriptor.Digest);
        read.Name.ShouldBe("docker.io/library/shop:1");
        (await SampleImage.BytesAsync(read.Layers[1])).ShouldBe(await SampleImage.BytesAsync(image.Layers[1]));
    }

    [Fact]
    public async Task The_same_image_gives_the_same_file()
    {
        var first = await File.ReadAllBytesAsync(await WriteAsync(new SampleImage()));
        var second = await File.ReadAllBytesAsync(await WriteAsync(new SampleImage()));

        second.ShouldBe(first);
    }

    [Fact]
    public async Task A_layer_that_occurs_twice_is_written_once()
    {
        var image = new SampleImage(layers: 1);
        var twice = new SampleImage(layers: 1) { Layers = [image.Layers[0], image.Layers[0]] };

        await WriteAsync(twice);

        _folder.Work.Progress[^2].Done.ShouldBe(image.Layers[0].Descriptor.Size);
    }

    [Fact]
    public async Task A_failing_layer_leaves_nothing_behind()
    {
        var image = new SampleImage { Layers = [new MemoryLayer([1]) { Descriptor = Descriptor.Of("x", Digest.Of([2]), 10) }] };

        await Should.ThrowAsync<EndOfStreamException>(WriteAsync(image));

        Directory.GetFiles(_folder.Path("."), "*").ShouldBeEmpty();
    }

    [Fact]
    public async Task An_earlier_file_survives_a_failure()
    {
        var path = await WriteAsync(new SampleImage());
        var before = await File.ReadAllBytesAsync(path);
        var broken = new SampleImage { Layers = [new MemoryLayer([1]) { Descriptor = Descriptor.Of("x", Digest.Of([2]), 10) }] };

        await Should.ThrowAsync<EndOfStreamException>(WriteAsync(broken));

        (await File.ReadAllBytesAsync(path)).ShouldBe(before);
    }

    [Fact]
    public async Task Cancellation_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        var image = new SampleImage { Layers = [new StoppingLayer(stop)] };

        await Should.ThrowAsync<OperationCanceledException>(WriteAsync(image, cancel: stop.Token));

        Directory.GetFiles(_folder.Path("."), "*").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told()
    {
        await File.WriteAllTextAsync(_folder.Path("file"), "");

        var error = await Should.ThrowAsync<LambdaImageException>(WriteAsync(new SampleImage(), _folder.Path("file/shop.tar")));

        error.Kind.ShouldBe(ErrorKind.OutputNotWritable);
        error.Remedy.ShouldContain(_folder.Path("file"));
    }

    [SkippableFact]
    public async Task A_full_disk_is_told_and_leaves_nothing_behind()
    {
        var disk = _folder.Path("disk");
        Directory.CreateDirectory(disk);
        Skip.IfNot(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk) == 0, "needs root");
        try
        {
            var error = await Should.ThrowAsync<LambdaImageException>(
                WriteAsync(new SampleImage(fileSize: 4_000_000), Path.Combine(disk, "shop.tar")));

            error.Kind.ShouldBe(ErrorKind.OutputNotWritable);
            error.Message.ShouldContain("the disk is full");
            Directory.GetFiles(disk).ShouldBeEmpty();
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public async Task What_cannot_be_tidied_up_does_not_hide_what_went_wrong()
    {
        var sample = new SampleImage();
        var image = new SampleImage { Layers = [new ActingLayer(sample.Layers[0], ReplaceDraft)] };

        (await Should.ThrowAsync<LambdaImageException>(WriteAsync(image))).Kind.ShouldBe(ErrorKind.OutputNotWritable);

        // File.Delete cannot remove a folder.
        void ReplaceDraft()
        {
            var draft = Directory.GetFiles(_folder.Path("."), "*.partial").ShouldHaveSingleItem();
            File.Move(draft, _folder.Path("moved"));
            Directory.CreateDirectory(draft);
        }
    }

    private async Task<string> WriteAsync(IImage image, string? path = null, CancellationToken cancel = default)
    {
        path ??= _folder.Path("shop.tar");
        await ImageArchive.WriteAsync(image, path, "shop:1", _folder.Work, cancel);
        return path;
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }

    private sealed class ActingLayer(ILayer layer, Action act) : ILayer
    {
        public Descriptor Descriptor => layer.Descriptor;

        public ImageReference? Origin => null;

        public Task<Stream> OpenAsync(CancellationToken cancel)
        {
            act();
            return layer.OpenAsync(cancel);
        }
    }

    private sealed class StoppingLayer(CancellationTokenSource stop) : ILayer
    {
        public Descriptor Descriptor => Descriptor.Of(MediaTypes.OciLayerGzip, Digest.Of([1]), 1);

        public ImageReference? Origin => null;

        public async Task<Stream> OpenAsync(CancellationToken cancel)
        {
            await stop.CancelAsync();
            return new MemoryStream([1]);
        }
    }
}
