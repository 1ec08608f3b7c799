using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Credentials;

/// <summary>The named profiles of the AWS configuration files and, on Windows, of the store that AWS.Tools
/// writes.</summary>
internal sealed class AwsProfiles(IEnvironment environment)
{
    private const string DefaultProfile = "default";

    /// <summary>The profile that settings come from. A name that somebody chose must exist.</summary>
    /// <returns>The profile; null when nobody chose one and there is no <c>default</c>.</returns>
    public CredentialProfile? Find(AwsSession session)
    {
        var chosen = ChosenName(session);
        var store = Store(session);
        CredentialProfile? profile;
        try
        {
            if (store.TryGetProfile(chosen ?? DefaultProfile, out profile)) return profile;
        }
        catch (Exception e)
        {
            // The SDK's reader answers malformed files with many kinds of exceptions, null references among them.
            var cause = e is AmazonClientException or InvalidDataException or IOException or UnauthorizedAccessException
                ? e.Message : "the configuration file is malformed";
            throw AwsErrors.ProfileUnusable(chosen ?? DefaultProfile, cause, e);
        }

        // With explicit keys the environment's profile is not needed: its absence harms nobody.
        var matters = session.ProfileName is not null
            || (chosen is not null && session.Keys is null && !HasKeysInEnvironment);
        return matters ? throw AwsErrors.ProfileNotFound(chosen!, session.ProfileLocation, Names(store)) : null;
    }

    /// <summary>Whether somebody named a profile.</summary>
    public bool IsChosen(AwsSession session) => ChosenName(session) is not null;

    public bool HasKeysInEnvironment =>
        environment.Get("AWS_ACCESS_KEY_ID") is not null && environment.Get("AWS_SECRET_ACCESS_KEY") is not null;

    /// <summary>Makes the credentials of a profile without talking to anyone.</summary>
    public AWSCredentials Credentials(AwsSession session, CredentialProfile profile)
    {
        if (!string.IsNullOrEmpty(profile.Options.MfaSerial)) throw AwsErrors.ProfileNeedsMfa(profile.Name);
        if (!string.IsNullOrEmpty(profile.Options.LoginSession)) throw AwsErrors.ProfileNeedsExport(profile.Name);
        try
        {
            return profile.GetAWSCredentials(Store(session));
        }
        catch (Exception e) when (e is AmazonClientException or InvalidOperationException or ArgumentException
        or InvalidDataException)
        {
            throw AwsErrors.ProfileUnusable(profile.Name, e.Message, e);
        }
    }

    /// <summary>The names of all profiles.</summary>
    public static IReadOnlyList<string> Names(AwsSession session) => Names(Store(session));

    private string? ChosenName(AwsSession session) =>
        session.ProfileName ?? environment.Get("AWS_PROFILE") ?? environment.Get("AWS_DEFAULT_PROFILE");

    private static CredentialProfileStoreChain Store(AwsSession session)
    {
        if (session.ProfileLocation is not { } location) return new CredentialProfileStoreChain();
        // AWS.Tools takes a file or the folder that holds it.
        return new CredentialProfileStoreChain(
            Directory.Exists(location) ? Path.Combine(location, "credentials") : location);
    }

    private static IReadOnlyList<string> Names(CredentialProfileStoreChain store) =>
        [.. store.ListProfiles()
            .Select(profile => profile.Name)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];
}
