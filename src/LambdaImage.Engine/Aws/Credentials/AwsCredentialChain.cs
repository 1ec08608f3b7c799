using Amazon.Runtime;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws.Credentials;

/// <summary>Finds credentials in the order of the AWS SDKs, naming each place, so that errors can say where was
/// looked.</summary>
/// <remarks>The SDK's own chain hides which source answered and waits up to fifteen seconds for an instance that is
/// not there.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html"/></remarks>
internal sealed class AwsCredentialChain(IEnvironment environment, AwsProfiles profiles, TimeProvider time)
{
    // The instance metadata service is one hop away; a machine that has none lets the connection hang.
    private static readonly TimeSpan InstanceLimit = TimeSpan.FromSeconds(2);

    /// <param name="session">What the user chose.</param>
    /// <param name="purpose">Completes "Tried to …", for the error.</param>
    /// <param name="cancel">Stops looking.</param>
    public async Task<AwsIdentity> ResolveAsync(AwsSession session, string purpose, CancellationToken cancel)
    {
        if (session.Keys is { } ask) return new(new KeysCredentials(ask, time), session.KeysSource ?? "explicit keys");
        if (session.ProfileName is null)
        {
            if (FromEnvironment() is { } keys) return keys;
            if (FromWebIdentity() is { } token) return token;
        }

        if (FromProfile(session) is { } profile) return profile;
        if (FromContainer() is { } container) return container;
        if (await FromInstanceAsync(cancel) is { } instance) return instance;
        throw AwsErrors.CredentialsNotFound(purpose, IsInstanceDisabled);
    }

    private AwsIdentity? FromEnvironment()
    {
        if (!profiles.HasKeysInEnvironment) return null;
        var key = environment.Get("AWS_ACCESS_KEY_ID")!;
        var secret = environment.Get("AWS_SECRET_ACCESS_KEY")!;
        AWSCredentials credentials = environment.Get("AWS_SESSION_TOKEN") is { } token
            ? new SessionAWSCredentials(key, secret, token)
            : new BasicAWSCredentials(key, secret);
        return new(credentials, "environment variable AWS_ACCESS_KEY_ID");
    }

    private AwsIdentity? FromWebIdentity()
    {
        if (environment.Get("AWS_WEB_IDENTITY_TOKEN_FILE") is not { } file) return null;
        if (environment.Get("AWS_ROLE_ARN") is not { } role) return null;
        var name = environment.Get("AWS_ROLE_SESSION_NAME") ?? "lambda-image";
        return new(new AssumeRoleWithWebIdentityCredentials(file, role, name), $"web identity for role {role}");
    }

    private AwsIdentity? FromProfile(AwsSession session)
    {
        if (profiles.Find(session) is not { } profile) return null;
        var source = $"profile '{profile.Name}'";
        if (profile.CanCreateAWSCredentials || !string.IsNullOrEmpty(profile.Options.LoginSession))
        {
            return new(profiles.Credentials(session, profile), source);
        }

        // A default profile that only sets a Region is common; one that was asked for by name is a mistake.
        return session.ProfileName is null ? null
            : throw AwsErrors.ProfileUnusable(
                profile.Name, "it holds no credentials and no way to get some", inner: null);
    }

    private AwsIdentity? FromContainer()
    {
        var isContainer = environment.Get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is not null
            || environment.Get("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not null;
        return isContainer ? new(new GenericContainerCredentials(), "container role") : null;
    }

    private bool IsInstanceDisabled =>
        string.Equals(environment.Get("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);

    private async Task<AwsIdentity?> FromInstanceAsync(CancellationToken cancel)
    {
        if (IsInstanceDisabled) return null;
        try
        {
            // The constructor asks for the role's name and blocks while it does.
            var looking = Task.Run(
                async () =>
                {
                    var found = new InstanceProfileAWSCredentials();
                    await found.GetCredentialsAsync();
                    return found;
                },
                cancel);
            var credentials = await looking.WaitAsync(InstanceLimit, time, cancel);
            return new(credentials, $"instance role {credentials.Role}");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null;
        }
    }
}
