using System.Net;
using System.Text.Json;
using System.Xml;
using Amazon.Runtime;
using LambdaImage.Engine.Aws.Credentials;
using LambdaImage.Engine.Aws.Runtime;
using LambdaImage.Engine.Aws.Sts;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Aws;

/// <summary>Sends calls with one session's credentials to one Region, and turns every failure into an error that says
/// what to do.</summary>
internal sealed class AwsConnection
{
    private readonly AwsClients _clients;
    private readonly Lazy<string?> _region;
    private readonly IWorkReporter _reporter;

    /// <param name="clients">Makes the clients of services.</param>
    /// <param name="region">Looks for the Region when it is needed.</param>
    /// <param name="reporter">Takes log lines.</param>
    public AwsConnection(AwsClients clients, Lazy<string?> region, IWorkReporter reporter)
    {
        _clients = clients;
        _region = region;
        _reporter = reporter;
    }

    /// <summary>The Region, if anything says one.</summary>
    public string? KnownRegion => _region.Value;

    /// <summary>The Region.</summary>
    /// <exception cref="LambdaImageException">Nothing says one.</exception>
    public string Region => KnownRegion ?? throw AwsErrors.RegionNotFound();

    /// <summary>The same credentials in another Region, for example the one an ECR reference or a function's ARN
    /// names.</summary>
    public AwsConnection In(string region) => new(_clients, new(AwsRegions.Check(region)), _reporter);

    /// <summary>The same connection for another piece of work: running a plan reports elsewhere than making
    /// it.</summary>
    public AwsConnection ReportingTo(IWorkReporter reporter) => new(_clients, _region, reporter);

    /// <summary>Account and ARN of the credentials.</summary>
    public Task<CallerIdentity> CallerAsync(CancellationToken cancel) => SendAsync(new GetCallerIdentity(), cancel);

    /// <summary>The keys themselves, for programs that take them from their environment. Never shown.</summary>
    /// <param name="purpose">Completes "Tried to …".</param>
    /// <param name="cancel">Stops looking.</param>
    public async Task<AwsKeys> KeysAsync(string purpose, CancellationToken cancel)
    {
        var identity = await _clients.IdentityAsync(purpose, line => _reporter.Log(LogLevel.Verbose, line), cancel);
        var keys = await identity.Credentials.GetCredentialsAsync().WaitAsync(cancel);
        return new AwsKeys(keys.AccessKey, keys.SecretKey, keys.UseToken ? keys.Token : null);
    }

    /// <summary>Sends one call: signed, tried again where that helps, read.</summary>
    /// <param name="operation">The call.</param>
    /// <param name="cancel">Stops trying.</param>
    /// <param name="unanswered">Told of each attempt that AWS may have taken and did not answer; null: nobody asks.</param>
    /// <exception cref="LambdaImageException">AWS refused it, or did not answer.</exception>
    public async Task<TReply> SendAsync<TReply>(IAwsOperation<TReply> operation, CancellationToken cancel, Action? unanswered = null)
    {
        var region = operation.Service == AwsService.EcrPublic
            ? AwsServiceTraits.EcrPublicRegion : AwsServiceTraits.RegionOf(operation.Service, Region);
        for (var mayRefresh = true; ; mayRefresh = false)
        {
            var identity = await _clients.IdentityAsync(
                operation.Description, line => _reporter.Log(LogLevel.Verbose, line), cancel);
            var client = _clients.Client(operation.Service, region, identity);
            try
            {
                var call = new AwsCall(
                    operation.Operation, operation.ToRequest(), line => _reporter.Log(LogLevel.Debug, line), unanswered);
                return operation.ReadReply(await client.SendAsync(call, cancel));
            }
            // Below that are answers that could not be read: the SDK gives those a status too.
            catch (AmazonServiceException e) when (e.StatusCode >= HttpStatusCode.MultipleChoices)
            {
                var failure = Describe(operation, region, identity, client, e);
                // The SDK does not ask for newer keys when AWS calls the present ones expired.
                if (!mayRefresh || !failure.IsExpired || !identity.Refresh()) return operation.ReadFailure(failure);
                _reporter.Log(LogLevel.Verbose, $"AWS called the keys from {identity.Source} expired: asking for newer ones.");
            }
            catch (Exception e) when (IsNoAnswer(e) && !cancel.IsCancellationRequested)
            {
                throw AwsErrors.Unreachable(operation.Description, operation.Target, client.Host, Cause(e), e);
            }
        }
    }

    private static bool IsNoAnswer(Exception e) =>
        e is AmazonClientException or AmazonServiceException or HttpRequestException
        or IOException or TimeoutException or OperationCanceledException or JsonException or XmlException;

    private static AwsFailure Describe<TReply>(
        IAwsOperation<TReply> operation, string region, AwsIdentity identity, AwsServiceClient client,
        AmazonServiceException e)
    {
        var call = new AwsCallDescription(
            operation.Description, operation.Permission, operation.Target, region,
            client.Host, identity.Source, e.RequestId);
        return new AwsFailure(e.ErrorCode ?? "", AwsText.Clean(e.Message), e.StatusCode, call);
    }

    private static string Cause(Exception e) => e switch
    {
        TimeoutException or OperationCanceledException => "it did not answer in time",
        JsonException or XmlException => "what answers there does not answer like AWS",
        { InnerException: { } inner } when e is HttpRequestException or AmazonClientException or AmazonServiceException
            => Cause(inner),
        _ => e.Message,
    };
}
