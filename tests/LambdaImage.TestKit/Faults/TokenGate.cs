using System.Collections.Concurrent;

namespace LambdaImage.TestKit.Faults;

/// <summary>Bearer tokens, as most registries ask for. They claim to last an hour; that they do not is found out by being refused.
/// <see href="https://distribution.github.io/distribution/spec/auth/token/"/></summary>
internal sealed class TokenGate
{
    private readonly ConcurrentDictionary<string, bool> _valid = new(StringComparer.Ordinal);
    private int _issued;

    /// <summary>Whether its tokens are refused even when they are new.</summary>
    public bool RefusesAll { get; init; }

    public int Issued => _issued;

    /// <summary>Ends all tokens that there are.</summary>
    public void Expire() => _valid.Clear();

    /// <summary>The gate's own answer; null: the request may pass.</summary>
    public (int Status, string Headers, string Body)? Answer(HttpHead request, string address)
    {
        if (Phases.Of(request.Words[0], request.Words[1]) == Phase.Token)
        {
            var token = $"token-{Interlocked.Increment(ref _issued)}";
            _valid[token] = !RefusesAll;
            return (200, "Content-Type: application/json\r\n", $$"""{"token":"{{token}}","expires_in":3600}""");
        }

        var shown = request.Get("Authorization")?.Split(' ')[^1] ?? "";
        if (_valid.GetValueOrDefault(shown)) return null;
        return (401, $"WWW-Authenticate: Bearer realm=\"http://{address}{FaultProxy.TokenPath}\",service=\"faults\"\r\n", "");
    }
}
