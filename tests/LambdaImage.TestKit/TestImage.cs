using System.Text;
using LambdaImage.Engine.Oci;

namespace LambdaImage.TestKit;

/// <summary>A small image, correct in all its digests; its layers count how often they are opened.</summary>
internal sealed class TestImage : IImage
{
    private TestImage(IReadOnlyList<TestLayer> layers, LambdaArchitecture architecture, string os)
    {
        TestLayers = layers;
        Config = new ImageConfig
        {
            Architecture = architecture.OciName(),
            Os = os,
            RootFs = new RootFs { DiffIds = [.. layers.Select(layer => layer.Descriptor.DigestText)] },
        };
        ConfigBytes = OciJson.Write(Config);
        Manifest = new ImageManifest
        {
            MediaType = MediaTypes.OciManifest,
            Config = Descriptor.Of(MediaTypes.OciConfig, Digest.Of(ConfigBytes.Span), ConfigBytes.Length),
            Layers = [.. layers.Select(layer => layer.Descriptor)],
        };
        ManifestBytes = OciJson.Write(Manifest);
        Descriptor = Descriptor.Of(MediaTypes.OciManifest, Digest.Of(ManifestBytes.Span), ManifestBytes.Length);
    }

    public IReadOnlyList<TestLayer> TestLayers { get; }

    public ReadOnlyMemory<byte> ManifestBytes { get; }

    public Descriptor Descriptor { get; }

    public ImageManifest Manifest { get; }

    public ReadOnlyMemory<byte> ConfigBytes { get; }

    public ImageConfig Config { get; }

    public IReadOnlyList<ILayer> Layers => TestLayers;

    public static TestImage Of(params string[] layers) =>
        Of([.. layers.Select(text => new TestLayer(Encoding.UTF8.GetBytes(text)))]);

    public static TestImage Of(IReadOnlyList<TestLayer> layers,
        LambdaArchitecture architecture = LambdaArchitecture.X86_64, string os = "linux") =>
        new(layers, architecture, os);
}

/// <summary>A layer in memory, or made up while it is read.</summary>
internal sealed class TestLayer(InMemoryBlob blob, string mediaType = MediaTypes.OciLayerGzip) : ILayer
{
    private int _opened;

    public TestLayer(byte[] bytes)
        : this(new InMemoryBlob(bytes))
    {
    }

    public InMemoryBlob Blob => blob;

    public Descriptor Descriptor { get; init; } = Descriptor.Of(mediaType, blob.Digest, blob.Size);

    public ImageReference? Origin { get; init; }

    public int Opened => _opened;

    public Task<Stream> OpenAsync(CancellationToken cancel)
    {
        Interlocked.Increment(ref _opened);
        return Task.FromResult(blob.Open(0));
    }
}
