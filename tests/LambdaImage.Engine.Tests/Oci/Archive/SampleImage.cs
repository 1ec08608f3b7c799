using System.Formats.Tar;
using System.IO.Compression;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Tests.Oci.Archive;

/// <summary>An image in memory with one file in each layer.</summary>
internal sealed class SampleImage : IImage
{
    public SampleImage(string architecture = "amd64", int layers = 2, int fileSize = 5000)
    {
        var plain = Enumerable.Range(0, layers).Select(i => Tar($"file{i}", Content(i, fileSize))).ToList();
        Plain = plain;
        Layers = [.. plain.Select(tar => new MemoryLayer(Gzip(tar)))];
        ConfigBytes = OciJson.Write(new ImageConfig
        {
            Architecture = architecture,
            Os = "linux",
            Config = new ContainerConfig { Entrypoint = ["/file0"], Cmd = ["app.handler"] },
            RootFs = new RootFs { DiffIds = [.. plain.Select(tar => Digest.Of(tar).Value)] },
        });
        Config = OciJson.Read<ImageConfig>(ConfigBytes.Span);
        Manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = Descriptor.Of(MediaTypes.OciConfig, Digest.Of(ConfigBytes.Span), ConfigBytes.Length),
            Layers = [.. Layers.Select(layer => layer.Descriptor)],
        };
        ManifestBytes = OciJson.Write(Manifest);
        Descriptor = Descriptor.Of(MediaTypes.OciManifest, Digest.Of(ManifestBytes.Span), ManifestBytes.Length);
    }

    public IReadOnlyList<byte[]> Plain { get; }

    public ReadOnlyMemory<byte> ManifestBytes { get; }

    public Descriptor Descriptor { get; }

    public ImageManifest Manifest { get; }

    public ReadOnlyMemory<byte> ConfigBytes { get; }

    public ImageConfig Config { get; }

    public IReadOnlyList<ILayer> Layers { get; init; }

    public static byte[] Tar(string name, byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = new MemoryStream(content),
                ModificationTime = DateTimeOffset.UnixEpoch,
            });
        }

        return bytes.ToArray();
    }

    public static byte[] Gzip(byte[] plain)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(plain);
        return bytes.ToArray();
    }

    public static byte[] Gunzip(byte[] compressed)
    {
        using var plain = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(compressed), CompressionMode.Decompress);
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    public static async Task<byte[]> BytesAsync(ILayer layer)
    {
        using var copy = new MemoryStream();
        await using var stream = await layer.OpenAsync(CancellationToken.None);
        await stream.CopyToAsync(copy);
        return copy.ToArray();
    }

    // Half of it compresses well, half not at all.
    private static byte[] Content(int seed, int size)
    {
        var content = new byte[size];
        new Random(seed).NextBytes(content.AsSpan(0, size / 2));
        return content;
    }
}

/// <summary>A layer in memory.</summary>
internal sealed class MemoryLayer(byte[] bytes) : ILayer
{
    public Descriptor Descriptor { get; init; } = Descriptor.Of(MediaTypes.OciLayerGzip, Digest.Of(bytes), bytes.Length);

    public ImageReference? Origin => null;

    public Task<Stream> OpenAsync(CancellationToken cancel) => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false));
}
