namespace LambdaImage.Engine.Registries;

/// <summary>One verb of the distribution API: the shape that goes out, the reply that comes back. One file for each.
/// <see href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints"/></summary>
/// <typeparam name="TReply">What the answer is read into.</typeparam>
internal interface IRegistryRequest<TReply>
{
    /// <summary>Completes the sentence "Tried to …", without the registry's name.</summary>
    string Description { get; }

    /// <summary>Makes the HTTP shape.</summary>
    RegistryCall ToCall(RegistryEndpoint endpoint);

    /// <summary>Whether a status is an answer to be read; any other is a failure.</summary>
    bool Accepts(int status);

    /// <summary>Reads an accepted answer. The answer belongs to the request: it disposes it, or hands it on inside the
    /// reply.</summary>
    Task<TReply> ReadAsync(HttpResponseMessage answer, RegistryEndpoint endpoint, CancellationToken cancel);
}
