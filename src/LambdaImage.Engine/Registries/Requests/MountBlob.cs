using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Asks the registry to take a blob over from another of its repositories, so that nothing is sent.
/// <see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#mounting-a-blob-from-another-repository"/></summary>
internal sealed record MountBlob(Digest Digest, string From) : IRegistryRequest<UploadSession?>
{
    public string Description => $"take the blob {Digest} over from {From}";

    public RegistryCall ToCall(RegistryEndpoint endpoint) =>
        new(HttpMethod.Post, endpoint.Url($"blobs/uploads/?mount={Digest}&from={Uri.EscapeDataString(From)}"))
        {
            Content = _ => new ByteArrayContent([]),
            AlsoPulls = [From],
        };

    public bool Accepts(int status) => status is 201 or 202;

    /// <returns>Null when the blob was taken over; otherwise the session the registry opened instead.</returns>
    public Task<UploadSession?> ReadAsync(
        HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        if ((int)answer.StatusCode == 202)
            return Task.FromResult<UploadSession?>(UploadSession.Read(answer, endpoint, previous: null));
        answer.Dispose();
        return Task.FromResult<UploadSession?>(null);
    }
}
