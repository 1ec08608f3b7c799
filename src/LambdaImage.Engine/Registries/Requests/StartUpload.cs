namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Opens an upload session for one blob.</summary>
internal sealed record StartUpload : IRegistryRequest<UploadSession>
{
    public string Description => "begin an upload";

    public RegistryCall ToCall(RegistryEndpoint endpoint) =>
        new(HttpMethod.Post, endpoint.Url("blobs/uploads/")) { Content = _ => new ByteArrayContent([]) };

    public bool Accepts(int status) => status is 202 or 201 or 200;

    public Task<UploadSession> ReadAsync(
        HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel) =>
        Task.FromResult(UploadSession.Read(answer, endpoint, previous: null));
}
