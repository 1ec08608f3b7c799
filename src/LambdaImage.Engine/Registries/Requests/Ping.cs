namespace LambdaImage.Engine.Registries.Requests;

/// <summary>Asks whether a registry is there at all. Any answer of its API means yes, a demand for a login
/// too.</summary>
internal sealed record Ping : IRegistryRequest<bool>
{
    public string Description => "reach the registry";

    public RegistryCall ToCall(RegistryEndpoint endpoint) => new(HttpMethod.Get, new Uri(endpoint.Root, "v2/"));

    public bool Accepts(int status) => status == 200;

    public Task<bool> ReadAsync(HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel)
    {
        answer.Dispose();
        return Task.FromResult(true);
    }
}
