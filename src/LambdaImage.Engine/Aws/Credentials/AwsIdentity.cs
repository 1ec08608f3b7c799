using Amazon.Runtime;

namespace LambdaImage.Engine.Aws.Credentials;

/// <summary>Credentials and where they came from.</summary>
/// <param name="Credentials">The SDK's credentials; they refresh themselves where their source can.</param>
/// <param name="Source">Their source, for the log and for error messages, for example <c>profile 'work'</c>.</param>
internal sealed record AwsIdentity(AWSCredentials Credentials, string Source)
{
    /// <summary>Forgets keys that AWS called expired, so that the next call asks their source again.</summary>
    /// <returns>Whether the source can give newer ones.</returns>
    public bool Refresh()
    {
        switch (Credentials)
        {
            case KeysCredentials keys:
                keys.Clear();
                return true;
            case RoleCredentials role:
                role.Clear();
                return true;
            case RefreshingAWSCredentials refreshing:
                refreshing.ClearCredentials();
                return true;
            default:
                return false;
        }
    }

    public override string ToString() => Source;
}
