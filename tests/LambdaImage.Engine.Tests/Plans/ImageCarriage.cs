using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Tests.Aws;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Plans;

/// <summary>Two registries that do not know each other, and a folder to carry images between them.</summary>
internal sealed class ImageCarriage : IDisposable
{
    public const string Outside = "outside.test";
    public const string Inside = "inside.test";

    private readonly AwsBench _bench = new();
    private readonly LambdaImageEngine _engine;

    /// <param name="processes">Runs programs; null: there are none.</param>
    public ImageCarriage(IProcessRunner? processes = null)
    {
        Internet = new InMemoryRegistry(TimeProvider.System);
        // A registry is there once it was asked for.
        _ = (Internet.Host(Outside), Internet.Host(Inside));
        _engine = new LambdaImageEngine(new EngineParts(_bench.Environment, Internet, _bench.Connector, processes ?? new FakeProcessRunner(), TimeProvider.System));
    }

    public InMemoryRegistry Internet { get; }

    public ScratchFolder Folder { get; } = new();

    public RecordingReporter Reporter { get; } = new();

    public IEnumerable<string> Warnings => Reporter.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Message);

    public InMemoryRepository Repository(string host, string name = "shop") => Internet.Host(host).Repository(name);

    /// <summary>Puts an image into the registry outside.</summary>
    /// <returns>Its reference.</returns>
    public async Task<string> SeedAsync(IImage image, string tag = "1.4")
    {
        var repository = Repository(Outside);
        foreach (var layer in image.Layers) repository.Add(new InMemoryBlob(await BytesAsync(layer)));
        repository.Add(new InMemoryBlob(image.ConfigBytes.ToArray()));
        repository.Add(image.ManifestBytes.ToArray(), image.Descriptor.MediaType);
        repository.Tags[tag] = image.Descriptor.Digest;
        return $"{Outside}/shop:{tag}";
    }

    public async Task<ExportedLambdaImage> ExportAsync(string source, string name, Func<ExportImageRequest, ExportImageRequest>? change = null)
    {
        var request = new ExportImageRequest { Image = new(null, source), Path = Folder[name], Session = _bench.Session };
        var plan = await _engine.PlanAsync(change?.Invoke(request) ?? request, Reporter, CancellationToken.None);
        return await plan.RunAsync(Reporter, CancellationToken.None);
    }

    public async Task<LambdaImageMeasurement> MeasureAsync(string source, Func<MeasureImageRequest, MeasureImageRequest>? change = null)
    {
        var request = new MeasureImageRequest { Image = new ImageInput(null, source), Session = _bench.Session };
        var plan = await _engine.PlanAsync(change?.Invoke(request) ?? request, Reporter, CancellationToken.None);
        plan.Changes.ShouldBeFalse();
        return await plan.RunAsync(Reporter, CancellationToken.None);
    }

    public async Task<LambdaImageDifference> CompareAsync(string reference, string? difference, Func<CompareImagesRequest, CompareImagesRequest>? change = null)
    {
        var request = new CompareImagesRequest { Reference = new ImageInput(null, reference), Difference = difference is null ? null : new ImageInput(null, difference), Session = _bench.Session };
        var plan = await _engine.PlanAsync(change?.Invoke(request) ?? request, Reporter, CancellationToken.None);
        plan.Changes.ShouldBeFalse();
        return await plan.RunAsync(Reporter, CancellationToken.None);
    }

    public async Task<PublishedLambdaImage> ImportAsync(string path, string? destination = $"{Inside}/shop", params string[] tags)
    {
        var plan = await _engine.PlanAsync(
            new ImportImageRequest
            {
                Path = path,
                Publish = image => new PublishRequest { Image = image, Destination = destination, Tags = tags, Session = _bench.Session },
                Session = _bench.Session,
            },
            Reporter, CancellationToken.None);
        return await plan.RunAsync(Reporter, CancellationToken.None);
    }

    /// <summary>Everything in the folder, by relative path.</summary>
    public string[] Files() =>
        [.. Directory.GetFileSystemEntries(Folder.Path, "*").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _engine.Dispose();
        Internet.Dispose();
        _bench.Dispose();
        Folder.Dispose();
    }

    private static async Task<byte[]> BytesAsync(ILayer layer)
    {
        await using var stream = await layer.OpenAsync(CancellationToken.None);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
