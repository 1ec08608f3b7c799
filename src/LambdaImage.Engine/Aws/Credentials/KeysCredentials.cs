using Amazon.Runtime;

namespace LambdaImage.Engine.Aws.Credentials;

/// <summary>Credentials that belong to the host (a PowerShell session): asked for again and again, so that its
/// assumed roles can refresh.</summary>
/// <param name="ask">Gives the keys of this moment. It may block: a host may have to ask its user.</param>
/// <param name="time">Clock.</param>
internal sealed class KeysCredentials(Func<AwsKeys> ask, TimeProvider time) : AWSCredentials
{
    // Roles refresh minutes before they expire, so keys this young are never stale; asking for each request would be
    // noise.
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private ImmutableCredentials? _keys;
    private long _askedAt;

    public override ImmutableCredentials GetCredentials()
    {
        lock (_gate)
        {
            if (_keys is not null && time.GetElapsedTime(_askedAt) < Freshness) return _keys;
            var keys = ask();
            _askedAt = time.GetTimestamp();
            return _keys = new ImmutableCredentials(keys.AccessKey, keys.SecretKey, keys.SessionToken);
        }
    }

    /// <summary>Asks on a thread of its own, because the host may answer only when its own thread is free.</summary>
    public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.Run(GetCredentials);

    public void Clear()
    {
        lock (_gate) _keys = null;
    }
}
