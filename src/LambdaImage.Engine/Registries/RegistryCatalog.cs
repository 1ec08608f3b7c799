using System.Collections.Concurrent;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Http;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Registries.Auth;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Registries.Pushing;
using LambdaImage.Engine.Registries.Requests;

namespace LambdaImage.Engine.Registries;

/// <summary>Every registry the engine talks to: decides where each one is, and keeps its tokens. Make one for each
/// operation.</summary>
/// <remarks>The handler is not disposed: <see cref="HttpPipeline.CreateHandler"/> makes the one that all operations
/// share.</remarks>
internal sealed class RegistryCatalog : IDisposable
{
    private readonly RegistryOptions _options;
    private readonly IReadOnlyList<IRegistryCredentials> _credentials;
    private readonly TimeProvider _clock;
    private readonly IWorkReporter _log;
    private readonly HttpPipeline _http;
    private readonly TokenService _tokens;
    private readonly SchemeProbe _schemes;
    private readonly ConcurrentDictionary<(Uri Root, string Registry), Authorizer> _authorizers = new();

    public RegistryCatalog(
        RegistryOptions options, HttpMessageHandler handler, IEnumerable<IRegistryCredentials> credentials,
        TimeProvider clock, IWorkReporter log, HttpTimeouts? timeouts = null, StoredDocuments? documents = null,
        BlobPlaces? places = null)
    {
        _options = options;
        _credentials = [.. credentials];
        _clock = clock;
        _log = log;
        _http = new HttpPipeline(handler, timeouts ?? HttpTimeouts.Default, clock, log);
        _tokens = new TokenService(_http, options);
        _schemes = new SchemeProbe(_http, options, log);
        Images = new RegistryImageSource(this, documents, log);
        Pusher = new ImagePusher(this, places, log);
        HeadStarts = new HeadStarts(log);
    }

    /// <summary>Opens images.</summary>
    public RegistryImageSource Images { get; }

    /// <summary>Pushes images.</summary>
    public ImagePusher Pusher { get; }

    /// <summary>Layers that are on their way before their images are whole.</summary>
    public HeadStarts HeadStarts { get; }

    /// <summary>The client that reads a repository, from a mirror where one stands in for its registry.</summary>
    public async Task<RegistryClient> ForPullAsync(ImageReference reference, CancellationToken cancel) =>
        Client(await PullEndpointAsync(reference, cancel), RegistryAccess.Pull);

    /// <summary>The client that writes to a repository, never to a mirror.</summary>
    public async Task<RegistryClient> ForPushAsync(ImageReference reference, CancellationToken cancel) =>
        Client(await EndpointAsync(reference, cancel), RegistryAccess.Push);

    /// <summary>Where a repository is read from.</summary>
    public Task<RegistryEndpoint> PullEndpointAsync(ImageReference reference, CancellationToken cancel)
    {
        var actual = RegistryMirrors.Apply(_options.Mirrors, reference);
        if (actual != reference) _log.Log(LogLevel.Verbose, $"{actual.Name} stands in for {reference.Name}");
        return EndpointAsync(actual, cancel);
    }

    /// <summary>Makes sure that a registry is there and takes the login there is for it.</summary>
    /// <exception cref="LambdaImageException">It is not, or does not.</exception>
    public async Task PingAsync(ImageReference reference, CancellationToken cancel) =>
        await (await ForPushAsync(reference, cancel)).SendAsync(new Ping(), cancel);

    public void Dispose()
    {
        HeadStarts.Dispose();
        foreach (var authorizer in _authorizers.Values) authorizer.Dispose();
        _http.Dispose();
    }

    private async Task<RegistryEndpoint> EndpointAsync(ImageReference reference, CancellationToken cancel)
    {
        var name = reference with { Tag = null, Digest = null };
        var traits = RegistryTraits.For(reference.Registry);
        if (traits.IsEcr && _options.EcrEndpoint is { } standIn)
            return new RegistryEndpoint(StandIn(standIn, reference.Registry), name, traits);
        var root = await _schemes.RootAsync(traits.ApiHost ?? reference.Registry, traits, cancel);
        return new RegistryEndpoint(root, name, traits) { MayLeadToHttp = _options.AllowInsecure && root.Scheme == Uri.UriSchemeHttp };
    }

    private Uri StandIn(Uri address, string registry)
    {
        if (address.Scheme == Uri.UriSchemeHttp && !RegistryHosts.IsLoopback(address) && !_options.AllowInsecure)
            throw RegistryErrors.PlainHttpRefused(registry, Redact.Url(address));
        return address.AbsolutePath.EndsWith('/')
            ? address
            : new UriBuilder(address) { Path = address.AbsolutePath + "/" }.Uri;
    }

    private RegistryClient Client(RegistryEndpoint endpoint, RegistryAccess access)
    {
        var authorizer = _authorizers.GetOrAdd(
            (endpoint.Root, endpoint.Registry), _ => new Authorizer(endpoint, _tokens, _credentials, _clock, _log));
        return new RegistryClient(endpoint, access, authorizer, _http);
    }
}
