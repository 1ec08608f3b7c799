using System.Collections.Concurrent;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Auth;

/// <summary>Knows how one registry wants requests authorized, and keeps its tokens. All clients of the registry share
/// it.</summary>
internal sealed class Authorizer(
    RegistryEndpoint registry, TokenService tokens, IReadOnlyList<IRegistryCredentials> credentials, TimeProvider clock,
    IWorkReporter log)
    : IDisposable
{
    /// <summary>A login younger than this has not expired: when ECR denies it, it is really denied.</summary>
    private static readonly TimeSpan FreshLogin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly Dictionary<string, BearerToken> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (RegistryLogin? Login, DateTimeOffset Found)> _logins =
        new(StringComparer.Ordinal);
    private readonly SortedSet<string> _demandedScopes = new(StringComparer.Ordinal);
    private Challenge? _challenge;

    /// <summary>What goes with the next request; null: nothing, because nothing was asked for yet or there is no
    /// login.</summary>
    /// <param name="target">Repository the request is for.</param>
    /// <param name="scopes">What a token must allow.</param>
    /// <param name="forLongUpload">Whether the request cannot be repeated, so that a token near its end will not
    /// do.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Authorization?> GetAsync(
        ImageReference target, IReadOnlyList<string> scopes, bool forLongUpload, CancellationToken cancel)
    {
        if (_challenge is null && !registry.Traits.AsksForBasic) return null;
        await _gate.WaitAsync(cancel);
        try
        {
            if (_challenge is { IsBearer: true } bearer)
                return await TokenAsync(bearer, target, scopes, forLongUpload, cancel);
            return await LoginAsync(target, cancel) is { } login ? Authorization.Basic(login) : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Learns from a 401 what the registry wants, and throws away what it refused.</summary>
    /// <returns>Whether sending the request again can do better.</returns>
    public async Task<bool> LearnAsync(
        HttpResponseMessage refusal, Authorization? used, ImageReference target, CancellationToken cancel)
    {
        if (Challenge.Choose(refusal) is not { } challenge) return false;
        await _gate.WaitAsync(cancel);
        try
        {
            _challenge = challenge;
            if (challenge.IsBearer)
            {
                var scopes = (challenge.Get("scope") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
                _demandedScopes.UnionWith(scopes.Where(IsUnforeseen));
                if (used is null) return true;
                foreach (var stale in _tokens.Where(each => ReferenceEquals(each.Value, used.Token)).ToList())
                    _tokens.Remove(stale.Key);
                return true;
            }

            return used is null
                ? await LoginAsync(target, cancel) is not null
                : used.Login is { } refused && await ReplaceLoginAsync(refused, target, cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>ECR says 403 where a login has expired; the clock of this machine may not have noticed. One new login
    /// is tried.</summary>
    /// <returns>Whether there is a new login.</returns>
    public async Task<bool> ReplaceExpiredAsync(Authorization used, ImageReference target, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            // Another request may have replaced it meanwhile: then the new one is fresh, and good.
            var isFresh = _logins.TryGetValue(target.Name, out var known) && Equals(known.Login, used.Login)
                && clock.GetUtcNow() - known.Found < FreshLogin;
            return !isFresh && used.Login is { } expired && await ReplaceLoginAsync(expired, target, cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The login in use for a repository, for error messages; null when there is none.</summary>
    public string? DescribeLogin(ImageReference target) =>
        _logins.TryGetValue(target.Name, out var known) ? known.Login?.ToString() : null;

    public void Dispose() => _gate.Dispose();

    private async Task<Authorization> TokenAsync(
        Challenge bearer, ImageReference target, IReadOnlyList<string> scopes, bool forLongUpload,
        CancellationToken cancel)
    {
        IReadOnlyList<string> wanted =
            [.. scopes.Union(_demandedScopes, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var key = string.Join(' ', wanted);
        var login = await LoginAsync(target, cancel);
        if (_tokens.TryGetValue(key, out var token) && token.IsUsable(clock.GetUtcNow(), forLongUpload))
            return Authorization.Bearer(token, login);
        try
        {
            token = await tokens.FetchAsync(registry, bearer, wanted, login, cancel);
        }
        catch (LambdaImageException refusal) when (login is not null && RegistryFault.Behind(refusal) is { Status: 401 or 403 })
        {
            // The login may have expired. One new login is tried.
            if (!await ReplaceLoginAsync(login, target, cancel)) throw;
            login = await LoginAsync(target, cancel);
            token = await tokens.FetchAsync(registry, bearer, wanted, login, cancel);
        }

        _tokens[key] = token;
        return Authorization.Bearer(token, login);
    }

    /// <summary>The scopes of repositories are known without being told, and others than the request's own would only
    /// widen the token.</summary>
    private static bool IsUnforeseen(string scope) => !scope.StartsWith("repository:", StringComparison.Ordinal);

    /// <summary>The login for a repository. One that ends is asked for every time: its source knows when to renew
    /// it.</summary>
    private async Task<RegistryLogin?> LoginAsync(ImageReference target, CancellationToken cancel)
    {
        if (_logins.TryGetValue(target.Name, out var known) && known.Login?.ExpiresAt is null) return known.Login;
        RegistryLogin? found = null;
        foreach (var source in credentials)
        {
            found = await source.FindAsync(target, cancel);
            if (found is not null) break;
        }

        if (!Equals(found, known.Login) || !_logins.ContainsKey(target.Name))
        {
            log.Log(LogLevel.Verbose,
                found is null
                    ? $"No login for {target.Name}: going on as anonymous"
                    : $"Using the {found} for {target.Name}");
            _logins[target.Name] = (found, clock.GetUtcNow());
        }

        return found;
    }

    /// <summary>Throws a refused login away where it is kept, and looks for another.</summary>
    /// <returns>Whether there is one.</returns>
    private async Task<bool> ReplaceLoginAsync(RegistryLogin refused, ImageReference target, CancellationToken cancel)
    {
        if (_logins.TryGetValue(target.Name, out var known) && Equals(known.Login, refused))
        {
            _logins.TryRemove(target.Name, out _);
            foreach (var source in credentials) source.Reject(refused);
        }

        return await LoginAsync(target, cancel) is { } login && login.Password != refused.Password;
    }
}
