namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Asks how much of an interrupted upload has arrived.</summary>
internal sealed record GetUpload(UploadSession Session) : IRegistryRequest<UploadSession>
{
    public string Description => "ask how much of an upload has arrived";

    public RegistryCall ToCall(RegistryEndpoint endpoint) => new(HttpMethod.Get, Session.Location);

    public bool Accepts(int status) => status is 204 or 202 or 200;

    public Task<UploadSession> ReadAsync(
        HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel) =>
        Task.FromResult(UploadSession.Read(answer, endpoint, Session.Location));
}
