using System.Security.Cryptography;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.TestKit;
using LambdaImage.TestKit.Faults;

namespace LambdaImage.Engine.Tests.Faults;

/// <summary>The registry client, a proxy that spoils what it is told to, and the lab's registry behind it. Pauses are skipped;
/// their lengths are kept.</summary>
internal sealed class FaultWorld : IDisposable
{
    public const int LayerSize = 300_000;

    private readonly string _registry;
    private readonly HttpMessageHandler _handler = HttpPipeline.CreateHandler(HttpTimeouts.Default);
    private readonly List<RegistryCatalog> _catalogs = [];
    private readonly string _name = $"faults-{Guid.NewGuid():N}/app";

    public FaultWorld(TokenGate? tokens = null)
    {
        var registry = Environment.GetEnvironmentVariable("LAMBDAIMAGE_LAB_REGISTRY");
        Skip.If(registry is null, "needs the lab");
        _registry = registry;
        Proxy = new FaultProxy(registry) { Tokens = tokens };
    }

    public FaultProxy Proxy { get; }

    public SkippingClock Clock { get; } = new();

    public RecordingReporter Reporter { get; } = new();

    public TestImage Image { get; } = TestImage.Of([Random(), Random()]);

    /// <summary>The repository, as reached through the proxy.</summary>
    public ImageReference Target => ImageReference.Parse($"{Proxy.Address}/{_name}");

    public static TestLayer Random() => new(RandomNumberGenerator.GetBytes(LayerSize));

    /// <summary>A client that knows nothing yet, through the proxy.</summary>
    /// <param name="clock">Real time, where that is what matters.</param>
    /// <param name="timeouts">How patient it is.</param>
    /// <param name="documents">Keeps manifests and configurations.</param>
    public RegistryCatalog Catalog(TimeProvider? clock = null, HttpTimeouts? timeouts = null, StoredDocuments? documents = null)
    {
        var catalog = new RegistryCatalog(RegistryOptions.Default, _handler, [], clock ?? Clock, Reporter, timeouts, documents);
        _catalogs.Add(catalog);
        return catalog;
    }

    public async Task PushAsync(RegistryCatalog? catalog = null, IImage? image = null)
    {
        var plan = await (catalog ?? Catalog()).Pusher.PlanAsync(image ?? Image, Target, ["v1"], CancellationToken.None);
        await plan.RunAsync(Reporter, CancellationToken.None);
    }

    /// <summary>Puts the image into the registry, past the proxy.</summary>
    public async Task SeedAsync()
    {
        var direct = ImageReference.Parse($"{_registry}/{_name}");
        var plan = await Catalog().Pusher.PlanAsync(Image, direct, ["v1"], CancellationToken.None);
        await plan.RunAsync(Reporter, CancellationToken.None);
    }

    /// <summary>Opens the image through the proxy.</summary>
    public Task<IImage> OpenAsync(RegistryCatalog? catalog = null, string? reference = null) =>
        (catalog ?? Catalog()).Images.OpenAsync(
            ImageReference.Parse(reference ?? $"{Target}:v1"), LambdaArchitecture.X86_64, CancellationToken.None);

    /// <summary>Reads all there is of an image; its streams check every digest.</summary>
    public static async Task ReadAsync(IImage image)
    {
        foreach (var layer in image.Layers)
        {
            await using var content = await layer.OpenAsync(CancellationToken.None);
            await content.CopyToAsync(Stream.Null);
        }
    }

    /// <summary>The registry has the image under its tag, whole: asked for past the proxy.</summary>
    public async Task ShouldBeThereAsync(IImage? image = null)
    {
        var stored = await OpenAsync(reference: $"{_registry}/{_name}:v1");
        stored.Descriptor.Digest.ShouldBe((image ?? Image).Descriptor.Digest);
        await ReadAsync(stored);
    }

    /// <summary>The tag does not exist: nobody can take half an image for a whole one.</summary>
    public async Task ShouldNotBeThereAsync() =>
        (await Catalog().Images.FindAsync(ImageReference.Parse($"{_registry}/{_name}:v1"), CancellationToken.None)).ShouldBeNull();

    public void Dispose()
    {
        _catalogs.ForEach(catalog => catalog.Dispose());
        Proxy.Dispose();
        _handler.Dispose();
    }
}
