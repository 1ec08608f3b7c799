using System.Globalization;
using Amazon.Runtime.CredentialManagement;
using LambdaImage.Engine.Aws.Credentials;
using LambdaImage.Engine.Aws.Runtime;
using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Aws;

/// <summary>Opens connections to AWS for sessions. One for the whole engine: its connections share their
/// sockets.</summary>
/// <param name="environment">Environment that the AWS settings are read from.</param>
/// <param name="http">Takes all traffic; <see cref="AwsHttp.CreateHandler"/> makes the real one.</param>
/// <param name="time">Clock.</param>
internal sealed class AwsConnector(IEnvironment environment, HttpMessageHandler http, TimeProvider time)
{
    private readonly AwsHttp _http = new(http);
    private readonly AwsProfiles _profiles = new(environment);
    private readonly AwsRegions _regions = new(environment);

    /// <summary>Prepares a session. Nothing is sent yet, and a missing Region is an error only when it is
    /// needed.</summary>
    /// <exception cref="LambdaImageException">The named profile does not exist, or the Region is malformed.</exception>
    public AwsConnection Connect(AwsSession session, IWorkReporter reporter)
    {
        if (session.RoleArn is { } role)
        {
            var caller = Connect(session with { RoleArn = null }, reporter);
            var credentials = new RoleCredentials(caller, role, time);
            return Connect(session, reporter, (_, _) => Task.FromResult(new AwsIdentity(credentials, $"role {role}")));
        }

        var chain = new AwsCredentialChain(environment, _profiles, time);
        var hiding = session with { Keys = Hiding(session.Keys, reporter) };
        return Connect(session, reporter, (purpose, cancel) => chain.ResolveAsync(hiding, purpose, cancel));
    }

    /// <summary>Keys that were given may stand in a script, whose lines an error prints.</summary>
    private static Func<AwsKeys>? Hiding(Func<AwsKeys>? ask, IWorkReporter reporter) => ask is null ? null : () =>
    {
        var keys = ask();
        reporter.Hide(keys.SecretKey);
        if (keys.SessionToken is { } token) reporter.Hide(token);
        return keys;
    };

    private AwsConnection Connect(
        AwsSession session, IWorkReporter reporter, Func<string, CancellationToken, Task<AwsIdentity>> resolve)
    {
        var profile = new Lazy<CredentialProfile?>(() => _profiles.Find(session));
        var region = new Lazy<string?>(() => _regions.Find(session, profile.Value));
        // What somebody chose is checked at once. Whoever needs no AWS does not wait for its files to be read.
        if (_profiles.IsChosen(session) || (session.Region ?? session.DefaultRegion) is not null) _ = region.Value;
        var endpoints = new AwsEndpoints(environment);
        var clients = new AwsClients(
            resolve,
            (service, region) => new(
                service, region, endpoints.Resolve(service, region, session, profile.Value), _http,
                Number(environment.Get("AWS_MAX_ATTEMPTS")) ?? profile.Value?.MaxAttempts),
            time);
        return new AwsConnection(clients, region, reporter);
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : null;
}
