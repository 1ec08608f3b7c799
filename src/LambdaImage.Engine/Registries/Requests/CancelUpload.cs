namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Has the bytes of an upload thrown away that will not be completed. Not every registry offers it; those that do not, throw them away some time later.
/// <see href="https://distribution.github.io/distribution/spec/api/#canceling-an-upload"/></summary>
internal sealed record CancelUpload(UploadSession Session) : IRegistryRequest<bool>
{
    public string Description => "cancel an upload";

    public RegistryCall ToCall(RegistryEndpoint endpoint) => new(HttpMethod.Delete, Session.Location) { CanReplay = false };

    public bool Accepts(int status) => status is 202 or 204 or 200;

    public Task<bool> ReadAsync(HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        answer.Dispose();
        return Task.FromResult(true);
    }
}
