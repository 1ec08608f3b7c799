using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Registries;
using LambdaImage.Engine.Tests.Aws;
using LambdaImage.Engine.Tests.Builders.Daemonless;
using LambdaImage.TestKit;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Rebasing;

/// <summary>A registry with bases and an image that was built on one of them, and an engine that talks to it.</summary>
internal sealed class RebaseBench : IDisposable
{
    public const string BaseName = "registry.test/lambda/nodejs:22";
    public const string AppName = "registry.test/shop:v1";

    private readonly AwsBench _aws = new();
    private readonly InMemoryRegistry _registry = new(TimeProvider.System);
    private readonly LambdaImageEngine _engine;

    public RebaseBench()
    {
        _engine = new LambdaImageEngine(new EngineParts(_aws.Environment, _registry, _aws.Connector, new FakeProcessRunner(), TimeProvider.System));
        foreach (var host in new[] { "registry.test", "public.ecr.aws" }) _ = _registry.Host(host);
    }

    public LambdaImageEngine Engine => _engine;

    public IReadOnlyList<RecordedRequest> Requests => _registry.Requests;

    public InMemoryRegistryHost Host(string authority) => _registry.Host(authority);

    /// <summary>What the registry says a reference points at.</summary>
    public async Task<Descriptor> ResolveAsync(string name)
    {
        using var catalog = new RegistryCatalog(RegistryOptions.Default, _registry, [], TimeProvider.System, Reporter);
        return await catalog.Images.ResolveAsync(ImageReference.Parse(name), default);
    }

    public DaemonlessBench Builds { get; } = new();

    public RecordingReporter Reporter { get; } = new();

    public IEnumerable<string> Warnings => Reporter.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Message);

    public IEnumerable<RecordedRequest> Writes => _registry.Requests.Where(request => request.Method is not ("GET" or "HEAD"));

    /// <summary>A base image; its text makes it another one, and its users are in its etc/passwd and etc/group.</summary>
    public static IImage Base(string text, ContainerConfig? config = null, string manifestType = MediaTypes.OciManifest, string? architecture = null, int layers = 2, string? users = null) => Create(
        new ImageConfig { Os = "linux", Architecture = architecture ?? "amd64", Created = "2026-09-02T00:00:00Z", Config = config ?? Container() },
        manifestType, null,
        [.. Enumerable.Range(1, layers).Select(number => (IEnumerable<LayerEntry>)
            [File($"base/{number}", text + number), .. users is null ? (LayerEntry[])[] : [File("etc/passwd", users), File("etc/group", users)]])]);

    public static ContainerConfig Container(params string[] more) => new()
    {
        Env = ["PATH=/usr/bin", "LANG=en", .. more],
        Entrypoint = ["/lambda-entrypoint.sh"],
        WorkingDir = "/var/task",
    };

    /// <summary>Builds the Dockerfile on a base, as if the base's tag pointed there.</summary>
    public async Task<IImage> BuildAsync(IImage on, string dockerfile) =>
        (await Builds.WithImage(BaseName, on).BuildAsync(dockerfile.Replace("FROM base", "FROM " + BaseName, StringComparison.Ordinal))).Image;

    public async Task PushAsync(IImage image, string name)
    {
        using var catalog = new RegistryCatalog(RegistryOptions.Default, _registry, [], TimeProvider.System, Reporter);
        await (await catalog.Pusher.PlanAsync(image, ImageReference.Parse(name), [], default)).RunAsync(Reporter, default);
    }

    /// <summary>What the registry says a reference is, for this processor.</summary>
    public async Task<IImage> OpenAsync(string name)
    {
        using var catalog = new RegistryCatalog(RegistryOptions.Default, _registry, [], TimeProvider.System, Reporter);
        return await catalog.Images.OpenAsync(ImageReference.Parse(name), LambdaArchitecture.X86_64, default);
    }

    public void Forget(string repository, IImage image) => _registry.Host("registry.test").Repository(repository).Forget(image.Descriptor.Digest);

    public Task<IPlan<PublishedLambdaImage>> PlanAsync(RebaseRequest? request = null) =>
        _engine.PlanAsync(request ?? new RebaseRequest { ImageUri = AppName }, Reporter, default);

    public async Task<PublishedLambdaImage> RebaseAsync(RebaseRequest? request = null) => await (await PlanAsync(request)).RunAsync(Reporter, default);

    public void Dispose()
    {
        _engine.Dispose();
        _registry.Dispose();
        _aws.Dispose();
        Builds.Dispose();
    }
}
