using System.Formats.Tar;
using System.Security.Cryptography;
using LambdaImage.Engine.Inspection;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

/// <summary>Alone in the process, because it counts all bytes the process allocates.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class Streaming_a_large_layer
{
    private const long Size = 300L * 1024 * 1024;
    private const long Allowed = 24L * 1024 * 1024;

    [Fact]
    public async Task From_registry_to_registry_takes_no_memory_to_speak_of()
    {
        using var world = new RegistryWorld();
        var image = TestImage.Of([new TestLayer(Pattern())]);
        world.Internet.Host("source.test").Repository("base").Add(image, "v1");
        var opened = await world.OpenAsync("source.test/base:v1");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var result = await world.PushAsync(opened, tags: "v1");
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        result.BytesSent.ShouldBeGreaterThan(Size);
        allocated.ShouldBeLessThan(Allowed);
    }

    [Theory]
    [InlineData(ImageFileFormat.DockerArchive)]
    [InlineData(ImageFileFormat.OciLayout)]
    public async Task From_registry_to_disk_takes_none_either(ImageFileFormat format)
    {
        using var world = new RegistryWorld();
        using var folder = new ScratchFolder();
        world.Internet.Host("source.test").Repository("base").Add(TestImage.Of([new TestLayer(Pattern())]), "v1");
        var opened = await world.OpenAsync("source.test/base:v1");
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await ImageFile.WriteAsync(ImageFile.As(opened, format), folder["image"], format, "base:v1", world.Reporter, CancellationToken.None);

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(Allowed);
        Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length).ShouldBeGreaterThan(Size);
    }

    [Fact]
    public async Task A_look_into_it_takes_none_either()
    {
        using var folder = new ScratchFolder();
        var path = folder["layer.tar"];
        await using (var zeros = File.Create(folder["zeros"]))
        {
            zeros.SetLength(Size);
            await using var tar = new TarWriter(File.Create(path));
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, "model.bin") { DataStream = zeros });
        }

        await using var written = File.OpenRead(path);
        var layer = new FileLayer(path, Descriptor.Of(MediaTypes.OciLayer, Digest.FromHash(await SHA256.HashDataAsync(written)), written.Length));
        var image = StoredImage.Compose(MediaTypes.OciManifest, new ImageConfig { Os = "linux", Architecture = "amd64" }, [layer]);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var inventory = await new InventoryReader(new StoredBlobs(folder["blobs"]), new RecordingReporter()).ReadAsync(image, "shop", CancellationToken.None);

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(Allowed);
        inventory.Layers.Single().Size.ShouldBe(written.Length);
        inventory.Files.Find("model.bin")!.Entry.Content!.Length.ShouldBe(Size);
    }

    /// <summary>A blob that is made up while it is read.</summary>
    private static InMemoryBlob Pattern()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1024 * 1024];
        for (var at = 0L; at < Size; at += block.Length) hash.AppendData(block);
        return new InMemoryBlob(Digest.FromHash(hash.GetHashAndReset()), Size, () => new ZeroStream(Size));
    }

    private sealed class ZeroStream(long length) : MemoryStream
    {
        private long _left = length;

        public override bool CanSeek => false;

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, _left);
            buffer[..count].Clear();
            _left -= count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
