using Amazon.Runtime;
using LambdaImage.Engine.Aws.Sts;

namespace LambdaImage.Engine.Aws.Credentials;

/// <summary>Credentials of a role that other credentials assume, renewed before they expire.</summary>
/// <remarks>The SDK's own class sends its request through another HTTP client, to another address than the one
/// asked for.</remarks>
/// <param name="caller">Connection with the credentials that may assume the role.</param>
/// <param name="roleArn">The role.</param>
/// <param name="time">Clock.</param>
internal sealed class RoleCredentials(AwsConnection caller, string roleArn, TimeProvider time) : AWSCredentials, IDisposable
{
    // As for instance roles: a long push must not meet the end of its keys.
    private static readonly TimeSpan Reserve = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _once = new(1, 1);
    private RoleKeys? _keys;

    public override ImmutableCredentials GetCredentials() => GetCredentialsAsync().GetAwaiter().GetResult();

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        await _once.WaitAsync();
        try
        {
            if (_keys is null || _keys.ExpiresAt - Reserve < time.GetUtcNow())
                _keys = await caller.SendAsync(new AssumeRole(roleArn, "lambda-image"), CancellationToken.None);
            return new ImmutableCredentials(_keys.AccessKey, _keys.SecretKey, _keys.SessionToken);
        }
        finally
        {
            _once.Release();
        }
    }

    /// <summary>Forgets the keys, so that the next call asks for newer ones.</summary>
    public void Clear() => _keys = null;

    public void Dispose() => _once.Dispose();
}
