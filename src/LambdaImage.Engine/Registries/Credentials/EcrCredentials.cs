using System.Collections.Concurrent;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Credentials;

/// <summary>Logins for private Amazon ECR registries, from GetAuthorizationToken. They last twelve hours and are kept
/// while they do.</summary>
/// <param name="getLogin">Calls ECR in the registry's Region; answers null where there are no AWS credentials at all,
/// so that a login Docker
/// keeps can serve.</param>
/// <param name="clock">Says when a login is old.</param>
internal sealed class EcrCredentials(
    Func<EcrRegistry, CancellationToken, Task<RegistryLogin?>> getLogin, TimeProvider clock) : IRegistryCredentials
{
    /// <summary>A login is replaced this long before its end, so that a push that begins with it also ends with
    /// it.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <summary>What ECR promises, where the login does not say.</summary>
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(12);

    private readonly ConcurrentDictionary<string, Kept> _kept = new(StringComparer.OrdinalIgnoreCase);

    public async ValueTask<RegistryLogin?> FindAsync(ImageReference target, CancellationToken cancel)
    {
        if (EcrRegistry.TryParse(target.Registry) is not { } registry) return null;
        if (_kept.TryGetValue(target.Registry, out var kept) && clock.GetUtcNow() < kept.RenewAt) return kept.Login;
        if (await getLogin(registry, cancel) is not { } login) return null;
        _kept[target.Registry] = new Kept(login, RenewAt(login));
        return login;
    }

    public void Reject(RegistryLogin login)
    {
        foreach (var (host, kept) in _kept)
        {
            if (ReferenceEquals(kept.Login, login)) _kept.TryRemove(host, out _);
        }
    }

    /// <summary>An hour before its end; a login of less than two hours is kept for half its life.</summary>
    private DateTimeOffset RenewAt(RegistryLogin login)
    {
        var now = clock.GetUtcNow();
        var left = login.ExpiresAt is { } end ? end - now : DefaultLifetime;
        return now + (left > Margin * 2 ? left - Margin : left / 2);
    }

    private sealed record Kept(RegistryLogin Login, DateTimeOffset RenewAt);
}
