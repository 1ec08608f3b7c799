using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Ends an upload session: the registry checks the digest and keeps the blob.</summary>
internal sealed record FinishUpload(UploadSession Session, Digest Digest) : IRegistryRequest<bool>
{
    public string Description => $"complete the upload of {Digest}";

    // Not repeated blindly: if the first attempt arrived, the session is gone and the second one fails although all is
    // well.
    public RegistryCall ToCall(RegistryEndpoint endpoint) =>
        new(HttpMethod.Put, Session.WithDigest(Digest.Value))
        {
            Content = _ => new ByteArrayContent([]),
            CanReplay = false
        };

    public bool Accepts(int status) => status is 201 or 200 or 204;

    public Task<bool> ReadAsync(HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        answer.Dispose();
        return Task.FromResult(true);
    }
}
