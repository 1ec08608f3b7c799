using System.Text;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Registries.Credentials;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Registries;

/// <summary>The registry client with everything around it in memory.</summary>
internal sealed class RegistryWorld : IDisposable
{
    public const string Host = "registry.test";
    public const string Ecr = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";
    public const string Realm = "https://auth.test/token";

    private RegistryCatalog? _catalog;

    public RegistryWorld()
    {
        Internet = new InMemoryRegistry(Clock);
        _ = Internet.Host(Host);
    }

    public SkippingClock Clock { get; } = new();

    public InMemoryRegistry Internet { get; }

    public RecordingReporter Reporter { get; } = new();

    public RegistryOptions Options { get; init; } = RegistryOptions.Default;

    public IReadOnlyList<IRegistryCredentials> Credentials { get; init; } = [];

    public StoredDocuments? Documents { get; init; }

    public BlobPlaces? Places { get; init; }

    public InMemoryRegistryHost Registry => Internet.Host(Host);

    public IReadOnlyList<RecordedRequest> Requests => Internet.Requests;

    public RegistryCatalog Catalog => _catalog ??= new RegistryCatalog(
        Options, Internet, Credentials, Clock, Reporter, documents: Documents, places: Places);

    public static ImageReference App { get; } = ImageReference.Parse($"{Host}/app");

    public static IRegistryCredentials Login(
        string registry, string user, string password, bool isIdentityToken = false) =>
        new ExplicitCredentials(
            registry, new RegistryLogin(user, password, "the test", IsIdentityToken: isIdentityToken));

    public async Task<PushResult> PushAsync(IImage image, ImageReference? target = null, params string[] tags)
    {
        var plan = await Catalog.Pusher.PlanAsync(image, target ?? App, tags, CancellationToken.None);
        return await plan.RunAsync(Reporter, CancellationToken.None);
    }

    public Task<PushPlan> PlanAsync(IImage image, ImageReference? target = null, params string[] tags) =>
        Catalog.Pusher.PlanAsync(image, target ?? App, tags, CancellationToken.None);

    public Task<IImage> OpenAsync(string reference, LambdaArchitecture architecture = LambdaArchitecture.X86_64) =>
        Catalog.Images.OpenAsync(ImageReference.Parse(reference), architecture, CancellationToken.None);

    public static async Task<string> ReadAsync(ILayer layer)
    {
        await using var stream = await layer.OpenAsync(CancellationToken.None);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>Pauses of at most these seconds were made, and of at least half of each; which, is a matter of chance, so that
    /// callers who broke at one moment do not come back at one.</summary>
    public void ShouldHaveBackedOff(params int[] longest)
    {
        var pauses = Clock.Skipped.Select(pause => pause.TotalSeconds).ToList();
        pauses.Count.ShouldBe(longest.Length);
        pauses.Zip(longest).ShouldAllBe(pair => pair.First >= pair.Second / 2.0 && pair.First <= pair.Second);
        pauses.ShouldContain(pause => !double.IsInteger(pause * 2));
    }

    /// <summary>These seconds were waited at least, each time, and only a little longer: chance comes on top of what was asked for.</summary>
    public static void ShouldHaveObeyed(SkippingClock clock, params int[] asked)
    {
        var pauses = clock.Skipped.Select(pause => pause.TotalSeconds).ToList();
        pauses.Count.ShouldBe(asked.Length);
        pauses.Zip(asked).ShouldAllBe(pair => pair.First >= pair.Second && pair.First <= pair.Second + 1);
    }

    public void Dispose()
    {
        _catalog?.Dispose();
        Internet.Dispose();
    }
}
