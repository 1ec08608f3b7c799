using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
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
    private readonly ConcurrentDictionary<(string Name, RegistryAccess Access), KnownLogin> _logins = new();
    private readonly ConcurrentDictionary<string, PassedOver> _passedOver = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _demandedScopes = new(StringComparer.Ordinal);
    private Challenge? _challenge;

    /// <summary>What goes with the next request; null: nothing, because nothing was asked for yet or there is no
    /// login.</summary>
    /// <param name="target">Repository the request is for.</param>
    /// <param name="access">What it is reached for.</param>
    /// <param name="scopes">What a token must allow.</param>
    /// <param name="forLongUpload">Whether the request cannot be repeated, so that a token near its end will not
    /// do.</param>
    /// <param name="cancel">Stops waiting.</param>
    public async Task<Authorization?> GetAsync(
        ImageReference target, RegistryAccess access, IReadOnlyList<string> scopes, bool forLongUpload,
        CancellationToken cancel)
    {
        if (_challenge is null && !registry.Traits.AsksForBasic) return null;
        await _gate.WaitAsync(cancel);
        try
        {
            if (_challenge is { IsBearer: true } bearer)
                return await TokenAsync(bearer, target, access, scopes, forLongUpload, cancel);
            return await LoginAsync(target, access, cancel) is { } login ? Authorization.Basic(login) : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Learns from a 401 what the registry wants, and throws away what it refused.</summary>
    /// <returns>Whether sending the request again can do better.</returns>
    public async Task<bool> LearnAsync(
        HttpResponseMessage refusal, Authorization? used, ImageReference target, RegistryAccess access,
        CancellationToken cancel)
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
                Forget(used.Token);
                return true;
            }

            return used is null
                ? await LoginAsync(target, access, cancel) is not null
                : used.Login is { } refused && await ReplaceLoginAsync(refused, target, access, cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>ECR says 403 where a login has expired; the clock of this machine may not have noticed. One new login
    /// is tried.</summary>
    /// <returns>Whether there is a new login.</returns>
    public async Task<bool> ReplaceExpiredAsync(
        Authorization used, ImageReference target, RegistryAccess access, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            // Another request may have replaced it meanwhile: then the new one is fresh, and good.
            var isFresh = _logins.TryGetValue((target.Name, access), out var known) && Equals(known.Login, used.Login)
                && clock.GetUtcNow() - known.Found < FreshLogin;
            return !isFresh && used.Login is { } expired && await ReplaceLoginAsync(expired, target, access, cancel);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Goes on to the next source of logins, and in the end without one. Only for reading: registries refuse a
    /// login that has expired even where strangers may read.</summary>
    /// <returns>Whether something is left to try.</returns>
    public async Task<bool> PassOverAsync(Authorization used, ImageReference target, CancellationToken cancel)
    {
        if (used.Login is not { } refused) return false;
        await _gate.WaitAsync(cancel);
        try
        {
            Forget(used.Token);
            PassOver(refused, target);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The login for a repository, for error messages: the first one refused, else the one in use; null when there
    /// is none.</summary>
    public string? DescribeLogin(ImageReference target, RegistryAccess access) =>
        access == RegistryAccess.Pull && _passedOver.TryGetValue(target.Name, out var passed) ? passed.First.ToString()
        : _logins.TryGetValue((target.Name, access), out var known) ? known.Login?.ToString() : null;

    public void Dispose() => _gate.Dispose();

    private async Task<Authorization> TokenAsync(
        Challenge bearer, ImageReference target, RegistryAccess access, IReadOnlyList<string> scopes, bool forLongUpload,
        CancellationToken cancel)
    {
        IReadOnlyList<string> wanted =
            [.. scopes.Union(_demandedScopes, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var key = string.Join(' ', wanted);
        ExceptionDispatchInfo? refusal = null;
        for (var isRenewed = false; ;)
        {
            var login = await LoginAsync(target, access, cancel);
            if (_tokens.TryGetValue(key, out var token) && token.IsUsable(clock.GetUtcNow(), forLongUpload))
                return Authorization.Bearer(token, login);
            try
            {
                _tokens[key] = token = await tokens.FetchAsync(registry, bearer, wanted, login, cancel);
                return Authorization.Bearer(token, login);
            }
            catch (LambdaImageException refused) when (RegistryFault.Behind(refused) is { Status: 400 or 401 or 403 })
            {
                refusal ??= ExceptionDispatchInfo.Capture(refused);
            }

            if (login is null) refusal.Throw();
            // The login may have expired. One new login is tried.
            else if (!isRenewed && await ReplaceLoginAsync(login, target, access, cancel)) isRenewed = true;
            else if (access == RegistryAccess.Pull) PassOver(login, target);
            else refusal.Throw();
        }
    }

    /// <summary>The scopes of repositories are known without being told, and others than the request's own would only
    /// widen the token.</summary>
    private static bool IsUnforeseen(string scope) => !scope.StartsWith("repository:", StringComparison.Ordinal);

    /// <summary>The login for a repository. One that ends is asked for every time: its source knows when to renew
    /// it.</summary>
    private async Task<RegistryLogin?> LoginAsync(ImageReference target, RegistryAccess access, CancellationToken cancel)
    {
        var isKnown = _logins.TryGetValue((target.Name, access), out var known);
        if (isKnown && known!.Login?.ExpiresAt is null) return known.Login;
        RegistryLogin? found = null;
        var passed = access == RegistryAccess.Pull ? _passedOver.GetValueOrDefault(target.Name) : null;
        var asked = passed?.Sources ?? 0;
        while (found is null && asked < credentials.Count)
            found = await AskAsync(credentials[asked++], target, isSecondChoice: passed is not null, cancel);
        if (isKnown && Equals(found, known!.Login)) return found;
        log.Log(LogLevel.Verbose,
            found is null
                ? $"No login for {target.Name}: going on as anonymous"
                : $"Using the {found} for {target.Name}");
        _logins[(target.Name, access)] = new KnownLogin(found, asked, clock.GetUtcNow());
        return found;
    }

    /// <summary>Asks one source. Where the registry refused what another one had, one that is broken must not hide that.</summary>
    private async Task<RegistryLogin?> AskAsync(
        IRegistryCredentials source, ImageReference target, bool isSecondChoice, CancellationToken cancel)
    {
        try
        {
            return await source.FindAsync(target, cancel);
        }
        catch (LambdaImageException broken) when (isSecondChoice)
        {
            log.Log(LogLevel.Verbose, $"No other login for {target.Name}: {broken.Message}");
            return null;
        }
    }

    /// <summary>Leaves out the sources up to the one whose login was refused, unless another request has done so
    /// meanwhile.</summary>
    private void PassOver(RegistryLogin refused, ImageReference target)
    {
        var key = (target.Name, RegistryAccess.Pull);
        if (!_logins.TryGetValue(key, out var known) || known.Login?.Password != refused.Password) return;
        log.Log(LogLevel.Verbose, $"{registry.Registry} does not accept the {refused} for {target.Name}: trying to read without it");
        _passedOver[target.Name] = new PassedOver(_passedOver.GetValueOrDefault(target.Name)?.First ?? refused, known.Asked);
        _logins.TryRemove(key, out _);
    }

    private void Forget(BearerToken? token)
    {
        foreach (var stale in _tokens.Where(each => ReferenceEquals(each.Value, token)).ToList())
            _tokens.Remove(stale.Key);
    }

    /// <summary>Throws a refused login away where it is kept, and looks for another.</summary>
    /// <returns>Whether there is one.</returns>
    private async Task<bool> ReplaceLoginAsync(
        RegistryLogin refused, ImageReference target, RegistryAccess access, CancellationToken cancel)
    {
        if (_logins.TryGetValue((target.Name, access), out var known) && Equals(known.Login, refused))
        {
            _logins.TryRemove((target.Name, access), out _);
            foreach (var source in credentials) source.Reject(refused);
        }

        return await LoginAsync(target, access, cancel) is { } login && login.Password != refused.Password;
    }

    /// <summary>What is used for a repository.</summary>
    /// <param name="Login">The login; null: none, be anonymous.</param>
    /// <param name="Asked">How many sources were asked for it.</param>
    /// <param name="Found">When.</param>
    private sealed record KnownLogin(RegistryLogin? Login, int Asked, DateTimeOffset Found);

    /// <summary>What is no longer used to read a repository.</summary>
    /// <param name="First">The login that was refused first.</param>
    /// <param name="Sources">How many sources are not asked any more.</param>
    private sealed record PassedOver(RegistryLogin First, int Sources);
}
