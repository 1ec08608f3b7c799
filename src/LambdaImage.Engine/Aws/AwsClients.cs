using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;
using LambdaImage.Engine.Aws.Credentials;
using LambdaImage.Engine.Aws.Runtime;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws;

/// <summary>The credentials of one session, found once, and a client for each service and Region that is called with
/// them.</summary>
/// <param name="resolve">Finds the credentials; its text completes "Tried to …".</param>
/// <param name="configure">Makes the settings for a service and Region.</param>
/// <param name="time">Clock.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing.")]
internal sealed class AwsClients(
    Func<string, CancellationToken, Task<AwsIdentity>> resolve,
    Func<AwsServiceTraits, string, AwsServiceConfig> configure,
    TimeProvider time)
{
    private readonly ConcurrentDictionary<(AwsService Service, string Region), AwsServiceClient> _clients = new();
    private readonly SemaphoreSlim _once = new(1, 1);
    private AwsIdentity? _identity;

    /// <summary>The credentials, fetched so far that only AWS itself can refuse them.</summary>
    /// <param name="purpose">Completes "Tried to …".</param>
    /// <param name="log">Takes the line that names their source.</param>
    /// <param name="cancel">Stops looking.</param>
    public async Task<AwsIdentity> IdentityAsync(string purpose, Action<string> log, CancellationToken cancel)
    {
        await _once.WaitAsync(cancel);
        try
        {
            if (_identity is null)
            {
                var found = await resolve(purpose, cancel);
                log($"AWS credentials come from {found.Source}.");
                _identity = found;
            }

            await FetchAsync(_identity, purpose, cancel);
            return _identity;
        }
        finally
        {
            _once.Release();
        }
    }

    public AwsServiceClient Client(AwsService service, string region, AwsIdentity identity) => _clients.GetOrAdd(
        (service, region),
        key =>
        {
            var traits = AwsServiceTraits.Of(key.Service);
            return new AwsServiceClient(identity.Credentials, configure(traits, key.Region), traits, time);
        });

    /// <summary>Done before each call, where it costs nothing while keys are fresh: a broken source is then not
    /// mistaken for a broken service.</summary>
    private static async Task FetchAsync(AwsIdentity identity, string purpose, CancellationToken cancel)
    {
        try
        {
            await identity.Credentials.GetCredentialsAsync().WaitAsync(cancel);
        }
        catch (Exception e) when (e is not (OperationCanceledException or LambdaImageException))
        {
            throw AwsErrors.CredentialsUnavailable(purpose, identity.Source, Innermost(e).Message, e);
        }
    }

    private static Exception Innermost(Exception e) =>
        e is AmazonServiceException or { InnerException: null } ? e : Innermost(e.InnerException);
}
