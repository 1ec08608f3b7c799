using System.Security.Cryptography;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Auth;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Registries.Pushing;
using Shouldly;
using Xunit;

namespace LambdaImage.TestKit.Faults;

/// <summary>The registry client, a proxy that spoils what it is told to, and the lab's registry behind it. Pauses are skipped;
/// their lengths are kept.</summary>
internal sealed class FaultWorld : IDisposable
{
    public const int LayerSize = 300_000;

    private readonly string _registry;
    private readonly HttpMessageHandler _handler = HttpPipeline.CreateHandler(HttpTimeouts.Default);
    private readonly List<RegistryCatalog> _catalogs = [];
    private readonly string _name = $"faults-{Guid.NewGuid():N}/app";

    /// <exception cref="SkipException">There is no registry.</exception>
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

    /// <summary>Lets so much time pass whenever the line falls silent, once the client has begun to wait.</summary>
    public void PassTimeInSilence(TimeSpan time) => Proxy.OnSilence = async () =>
    {
        await Task.Delay(50);
        Clock.Advance(time);
    };

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

    /// <summary>The repository, past the proxy.</summary>
    public ImageReference Behind => ImageReference.Parse($"{_registry}/{_name}");

    public async Task PushAsync(RegistryCatalog? catalog = null, IImage? image = null)
    {
        var plan = await (catalog ?? Catalog()).Pusher.PlanAsync(image ?? Image, Target, ["v1"], CancellationToken.None);
        await plan.RunAsync(Reporter, CancellationToken.None);
    }

    /// <summary>Uploads a layer alone, in parts of a size as ECR takes them.</summary>
    public async Task UploadAsync(TestLayer layer, long partSize)
    {
        var traits = new RegistryTraits("registry that wants parts") { ChunkSize = partSize, MinimumChunk = partSize };
        var endpoint = new RegistryEndpoint(new Uri($"http://{Proxy.Address}/"), Target, traits);
        using var http = new HttpPipeline(_handler, HttpTimeouts.Default, Clock, Reporter);
        using var authorizer = new Authorizer(endpoint, new TokenService(http, RegistryOptions.Default), [], Clock, Reporter);
        var uploader = new BlobUploader(new RegistryClient(endpoint, RegistryAccess.Push, authorizer, http), Reporter);
        await uploader.UploadAsync(new PlannedBlob(layer.Descriptor, false, null, layer.OpenAsync), _ => { }, CancellationToken.None);
    }

    /// <summary>The registry has the layer, whole: asked for past the proxy.</summary>
    public async Task ShouldBeThereAsync(TestLayer layer)
    {
        using var http = new HttpClient(_handler, disposeHandler: false);
        Digest.Of(await http.GetByteArrayAsync(new Uri($"http://{_registry}/v2/{_name}/blobs/{layer.Descriptor.DigestText}"))).ShouldBe(layer.Descriptor.Digest);
    }

    /// <summary>The registry has nothing of that digest.</summary>
    public async Task ShouldNotBeThereAsync(TestLayer layer)
    {
        using var http = new HttpClient(_handler, disposeHandler: false);
        using var answer = await http.GetAsync(new Uri($"http://{_registry}/v2/{_name}/blobs/{layer.Descriptor.DigestText}"));
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    /// <summary>An image whose layers are in another repository of the registry already.</summary>
    public async Task<TestImage> ImageOfAnotherRepositoryAsync()
    {
        var other = ImageReference.Parse($"{Behind}-base");
        var plan = await Catalog().Pusher.PlanAsync(Image, other, ["v1"], CancellationToken.None);
        await plan.RunAsync(Reporter, CancellationToken.None);
        return TestImage.Of([.. Image.TestLayers.Select(layer => new TestLayer(layer.Blob) { Origin = ImageReference.Parse($"{Target}-base") })]);
    }

    /// <summary>Puts the image into the registry, past the proxy.</summary>
    public async Task SeedAsync(IImage? image = null)
    {
        var plan = await Catalog().Pusher.PlanAsync(image ?? Image, Behind, ["v1"], CancellationToken.None);
        await plan.RunAsync(Reporter, CancellationToken.None);
    }

    /// <summary>Opens the image through the proxy.</summary>
    public Task<IImage> OpenAsync(RegistryCatalog? catalog = null, string? reference = null) =>
        (catalog ?? Catalog()).Images.OpenAsync(
            ImageReference.Parse(reference ?? $"{Target}:v1"), LambdaArchitecture.X86_64, CancellationToken.None);

    /// <summary>Puts an image with one file into the registry, past the proxy.</summary>
    public Task SeedAsync(string path, string text) =>
        SeedAsync(MemoryImage.Create(null, MediaTypes.OciManifest, null, [MemoryImage.File(path, text)]));

    /// <summary>The digest of what a reference points at, read to its last byte; null: there is nothing.</summary>
    public async Task<string?> DigestOfAsync(string reference)
    {
        if (await Catalog().Images.FindAsync(ImageReference.Parse(reference), CancellationToken.None) is null) return null;
        var image = await OpenAsync(reference: reference);
        await ReadAsync(image);
        return image.Descriptor.DigestText;
    }

    /// <summary>The digest of an image in a layout or archive, read to its last byte.</summary>
    public async Task<string> DigestOfFileAsync(string path)
    {
        var image = Directory.Exists(path)
            ? await OciLayout.OpenAsync(path, null, null, isCached: false, CancellationToken.None)
            : await ImageArchive.OpenAsync(
                path, isCached: false, LambdaArchitecture.X86_64, new CompressedLayers(path + ".compressed", TimeProvider.System), Reporter, CancellationToken.None);
        await ReadAsync(image);
        return image.Descriptor.DigestText;
    }

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
        var stored = await OpenAsync(reference: $"{Behind}:v1");
        stored.Descriptor.Digest.ShouldBe((image ?? Image).Descriptor.Digest);
        await ReadAsync(stored);
    }

    /// <summary>The tag does not exist: nobody can take half an image for a whole one.</summary>
    public async Task ShouldNotBeThereAsync() =>
        (await Catalog().Images.FindAsync(ImageReference.Parse($"{Behind}:v1"), CancellationToken.None)).ShouldBeNull();

    public void Dispose()
    {
        _catalogs.ForEach(catalog => catalog.Dispose());
        Proxy.Dispose();
        _handler.Dispose();
    }
}
