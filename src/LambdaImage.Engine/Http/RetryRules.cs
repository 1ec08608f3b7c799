using System.Net.Sockets;
using Polly;
using Polly.Retry;

namespace LambdaImage.Engine.Http;

/// <summary>Which failures pass by themselves, and how long to wait for that.</summary>
internal static class RetryRules
{
    /// <summary>Retries after the first attempt. With the pauses below that bridges about ten seconds.</summary>
    public const int Attempts = 4;

    /// <summary>Retries of a peer that keeps silent: each costs a minute and more, and who did not answer three times is not there.</summary>
    public const int StalledAttempts = 2;

    /// <summary>A server that asks for more patience than this is answered with an error, not with a silent
    /// wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>499 and 522 are what load balancers and Cloudflare say for a connection that broke on their
    /// side.</summary>
    public static bool IsTransient(int status) => status is 408 or 429 or 499 or 500 or 502 or 503 or 504 or 522;

    /// <summary>Broken and silent connections pass; a wrong name, a closed port and a bad certificate do not, and
    /// waiting would only hide them.</summary>
    public static bool IsTransient(Exception failure) =>
        failure is IOException or HttpRequestException && SocketErrorBehind(failure) switch
        {
            SocketError.TryAgain => true,
            SocketError.ConnectionRefused => false,
            _ => (failure as HttpRequestException)?.HttpRequestError is not (HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
                or HttpRequestError.UserAuthenticationError or HttpRequestError.ConfigurationLimitExceeded),
        };

    /// <summary>Whether a refusal may pass within the time we are ready to wait.</summary>
    /// <param name="status">HTTP status.</param>
    /// <param name="asked">What <c>Retry-After</c> asks for; null: nothing.</param>
    public static bool IsWorthWaiting(int status, TimeSpan? asked) => IsTransient(status) && !(asked > LongestWait);

    /// <summary>How long to pause before a retry. The pause doubles each time, and only half of it is certain, so that callers who were
    /// refused at one moment do not all come back at another. What the server asks for can only make the certain half longer.
    /// <see href="https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/"/></summary>
    /// <param name="retry">1 for the first retry.</param>
    /// <param name="asked">What <c>Retry-After</c> asks for; null: nothing.</param>
    public static TimeSpan PauseBefore(int retry, TimeSpan? asked)
    {
        var half = FirstPause * Math.Min(Math.Pow(2, retry - 1), LongestPause / FirstPause) / 2;
        return (asked > half ? asked.Value : half) + (half * Random.Shared.NextDouble());
    }

    public static RetryStrategyOptions<HttpResponseMessage> For(TimeProvider clock, Action<string> log) => new()
    {
        MaxRetryAttempts = Attempts,
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome switch
        {
            { Result: { } answer } => IsWorthWaiting((int)answer.StatusCode, RequestedWait(answer, clock)),
            { Exception: StalledException } => arguments.AttemptNumber < StalledAttempts,
            { Exception: { } failure } => IsTransient(failure),
            _ => false,
        }),
        DelayGenerator = arguments => ValueTask.FromResult<TimeSpan?>(PauseBefore(
            arguments.AttemptNumber + 1, arguments.Outcome.Result is { } answer ? RequestedWait(answer, clock) : null)),
        OnRetry = arguments =>
        {
            log($"{Reason(arguments.Outcome)}; trying again in {arguments.RetryDelay.TotalSeconds:0.#} s "
                + $"({arguments.AttemptNumber + 1} of {(arguments.Outcome.Exception is StalledException ? StalledAttempts : Attempts)})");
            return ValueTask.CompletedTask;
        },
    };

    /// <summary>What <c>Retry-After</c> asks for; null: nothing, so the back-off decides. A date counts from the server's own now, where
    /// it tells that: clocks differ.</summary>
    public static TimeSpan? RequestedWait(HttpResponseMessage answer, TimeProvider clock) =>
        answer.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } date } => date - (answer.Headers.Date ?? clock.GetUtcNow()),
            _ => null,
        };

    private static SocketError? SocketErrorBehind(Exception failure) =>
        (failure.InnerException as SocketException)?.SocketErrorCode;

    private static string Reason(Outcome<HttpResponseMessage> outcome) => outcome.Result is { } answer
        ? $"{answer.RequestMessage?.RequestUri?.Host} answered {(int)answer.StatusCode}"
        : Redact.Text(outcome.Exception?.Message ?? "The request failed");
}
