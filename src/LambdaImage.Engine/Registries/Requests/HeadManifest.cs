using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Asks what a tag or digest points at, without fetching it. Docker Hub does not count this as a
/// pull.</summary>
internal sealed record HeadManifest(string Selector) : IRegistryRequest<ManifestHead?>
{
    public string Description => $"look up '{Selector}'";

    public RegistryCall ToCall(RegistryEndpoint endpoint) =>
        new(HttpMethod.Head, endpoint.Url("manifests/" + Selector)) { Headers = [ManifestAnswer.Accept] };

    public bool Accepts(int status) => status is 200 or 404;

    /// <returns>What is there, or null when nothing is.</returns>
    public Task<ManifestHead?> ReadAsync(
        HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        using (answer)
        {
            if ((int)answer.StatusCode == 404) return Task.FromResult<ManifestHead?>(null);
            var headers = answer.Content.Headers;
            return Task.FromResult<ManifestHead?>(
                new(ManifestAnswer.MediaType(headers), ManifestAnswer.StatedDigest(answer), headers.ContentLength));
        }
    }
}

/// <summary>What a registry says about a manifest; null where it does not say.</summary>
internal sealed record ManifestHead(string MediaType, Digest? Digest, long? Size);
