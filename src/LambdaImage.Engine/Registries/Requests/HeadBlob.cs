using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Asks whether the repository has a blob.</summary>
internal sealed record HeadBlob(Digest Digest) : IRegistryRequest<bool>
{
    public string Description => $"look for the blob {Digest}";

    public RegistryCall ToCall(RegistryEndpoint endpoint) => new(HttpMethod.Head, endpoint.Url("blobs/" + Digest));

    public bool Accepts(int status) => status is 200 or 404;

    public Task<bool> ReadAsync(HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        using (answer) return Task.FromResult((int)answer.StatusCode == 200);
    }
}
