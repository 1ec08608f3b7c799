namespace LambdaImage.Engine.Registries;

/// <summary>The HTTP shape of one request to a registry.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Url">Where it goes.</param>
internal sealed record RegistryCall(HttpMethod Method, Uri Url)
{
    /// <summary>Headers beyond those every request has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Makes the body, for each attempt anew, given an action to call as parts of it are sent; null: no
    /// body.</summary>
    public Func<Action<bool>, HttpContent>? Content { get; init; }

    /// <summary>Whether it may be sent again when nobody knows what became of the first one.</summary>
    public bool CanReplay { get; init; } = true;

    /// <summary>Whether the body comes from a stream that cannot be read again, so that not even a 401 can be
    /// answered.</summary>
    public bool HasOneShotBody { get; init; }

    /// <summary>Repositories it reads from besides its own.</summary>
    public IReadOnlyList<string> AlsoPulls { get; init; } = [];

    public bool IsRead => Method == HttpMethod.Get || Method == HttpMethod.Head;

    public HttpRequestMessage ToMessage(Auth.Authorization? authorization, Action<bool> sent)
    {
        var message = new HttpRequestMessage(Method, Url) { Content = Content?.Invoke(sent) };
        foreach (var header in Headers) message.Headers.TryAddWithoutValidation(header.Key, header.Value);
        message.Headers.Authorization = authorization?.Header;
        return message;
    }
}
