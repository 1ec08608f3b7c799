using System.Net.Http.Headers;
using LambdaImage.Engine.Errors;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Stores a manifest under its digest, or points a tag at it.</summary>
internal sealed record PutManifest(string Selector, Descriptor Manifest,
    ReadOnlyMemory<byte> Bytes) : IRegistryRequest<bool>
{
    public string Description => Selector.Contains(':', StringComparison.Ordinal)
        ? $"store the manifest {Selector}"
        : $"set the tag '{Selector}'";

    public RegistryCall ToCall(RegistryEndpoint endpoint) => new(HttpMethod.Put, endpoint.Url("manifests/" + Selector))
    {
        Content = _ => new ReadOnlyMemoryContent(Bytes)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(Manifest.MediaType) },
        },
    };

    public bool Accepts(int status) => status is 200 or 201 or 202;

    /// <exception cref="LambdaImageException">The registry stored something else: it rewrote the manifest.</exception>
    public Task<bool> ReadAsync(HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        using (answer)
        {
            if (ManifestAnswer.StatedDigest(answer) is { } stored && stored != Manifest.Digest)
                throw RegistryErrors.DigestMismatch(
                    $"back the manifest sent to {endpoint.Reference.Name}", Manifest.DigestText, stored.Value);
            return Task.FromResult(true);
        }
    }
}
