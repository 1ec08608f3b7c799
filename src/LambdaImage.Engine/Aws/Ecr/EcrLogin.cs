using System.Collections.Concurrent;
using LambdaImage.Engine.Registries;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>Gets registry logins for Amazon ECR and keeps them while they last: they are valid for twelve hours and
/// for every
/// registry of the Region that the caller may use.</summary>
internal sealed class EcrLogin(AwsConnection aws, TimeProvider time)
{
    // A push that starts just before the end of a login must still get through its first requests.
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, RegistryLogin> _logins = new(StringComparer.Ordinal);

    /// <param name="accountId">Account of the registry, for the log: a login is not bound to it.</param>
    /// <param name="region">Region of the registry; logins of other Regions are refused there.</param>
    /// <param name="cancel">Stops asking.</param>
    public async Task<RegistryLogin> GetAsync(string accountId, string region, CancellationToken cancel)
    {
        if (_logins.TryGetValue(region, out var known) && known.ExpiresAt - Reserve > time.GetUtcNow()) return known;
        return await RenewAsync(accountId, region, cancel);
    }

    /// <summary>Gets a new login although the old one should still last: for a registry that said it does
    /// not.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<RegistryLogin> RenewAsync(string accountId, string region, CancellationToken cancel)
    {
        var token = await aws.In(region).SendAsync(new GetAuthorizationToken(region), cancel);
        var login = new RegistryLogin(
            token.UserName, token.Password, $"Amazon ECR of account {accountId} in {region}", token.ExpiresAt);
        _logins[region] = login;
        return login;
    }
}
