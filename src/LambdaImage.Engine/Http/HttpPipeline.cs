using System.Collections.Concurrent;
using System.Net;
using System.Reflection;
using Polly;

namespace LambdaImage.Engine.Http;

/// <summary>Sends requests: patiently, with retries where they are safe, and without ever hanging or printing a
/// secret.</summary>
internal sealed class HttpPipeline(
    HttpMessageHandler handler, HttpTimeouts timeouts, TimeProvider clock, IWorkReporter log) : IDisposable
{
    /// <summary>Who we are, <c>lambda-image/1.2.3</c>.</summary>
    public static readonly string UserAgent = "lambda-image/" + (typeof(HttpPipeline).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    /// <summary>How long an idle connection is kept: shorter than the 60 s after which AWS load balancers drop
    /// it.</summary>
    private static readonly TimeSpan KeepIdle = TimeSpan.FromSeconds(50);

    /// <summary>After this a connection is made anew, so that a changed DNS record is noticed.</summary>
    private static readonly TimeSpan KeepAny = TimeSpan.FromMinutes(10);

    private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: false);

    private readonly ResiliencePipeline<HttpResponseMessage> _retry =
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock }
        .AddRetry(RetryRules.For(clock, line => log.Log(LogLevel.Verbose, line)))
        .Build();

    /// <summary>Hosts of which it was said that they keep silent.</summary>
    private readonly ConcurrentDictionary<string, bool> _silent = new(StringComparer.OrdinalIgnoreCase);

    public TimeProvider Clock => clock;

    /// <summary>The one connection pool. Redirects are followed by hand, because they decide who sees the Authorization
    /// header.</summary>
    public static SocketsHttpHandler CreateHandler(HttpTimeouts timeouts) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        ConnectTimeout = timeouts.Connect,
        PooledConnectionIdleTimeout = KeepIdle,
        PooledConnectionLifetime = KeepAny,
        Proxy = new EnvironmentProxy(),
        UseCookies = false,
    };

    /// <summary>Sends one request and returns as soon as the headers of the answer are there.</summary>
    /// <param name="make">Makes the message, for each attempt anew. It is given an action to call whenever a part of
    /// the body was
    /// sent: with true when that was the last one.</param>
    /// <param name="canReplay">Whether sending it twice does no harm: only then it is retried.</param>
    /// <param name="cancel">Stops at once.</param>
    /// <returns>The answer, whatever its status; its body is guarded against silence.</returns>
    /// <exception cref="HttpRequestException">There was no answer.</exception>
    /// <exception cref="IOException">The connection broke or kept silent.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Func<Action<bool>, HttpRequestMessage> make, bool canReplay, CancellationToken cancel)
    {
        if (!canReplay) return await SendOnceAsync(make, cancel);
        return await _retry.ExecuteAsync(async token => await SendOnceAsync(make, token), cancel);
    }

    /// <summary>Sends one request and reads its small answer. One that breaks in the middle is asked for again, too.</summary>
    /// <param name="make">Makes the message, for each attempt anew.</param>
    /// <param name="limit">The most bytes a sane peer would send.</param>
    /// <param name="cancel">Stops at once.</param>
    /// <returns>The headers of the answer, and its body; null when it is longer than <paramref name="limit"/>.</returns>
    /// <inheritdoc cref="SendAsync" path="/exception"/>
    public async Task<(HttpResponseMessage Answer, byte[]? Body)> ReadAsync(
        Func<HttpRequestMessage> make, int limit, CancellationToken cancel)
    {
        byte[]? body = null;
        var answer = await _retry.ExecuteAsync(
            async token =>
            {
                var sent = await SendOnceAsync(_ => make(), token);
                try
                {
                    body = await BoundedBody.ReadAsync(sent.Content, limit, token);
                    return sent;
                }
                catch
                {
                    sent.Dispose();
                    throw;
                }
            },
            cancel);
        return (answer, body);
    }

    /// <summary>The handler stays: others use it, too.</summary>
    public void Dispose() => _invoker.Dispose();

    private async Task<HttpResponseMessage> SendOnceAsync(
        Func<Action<bool>, HttpRequestMessage> make, CancellationToken cancel)
    {
        using var watch = new IdleWatch(timeouts.Answer, clock, cancel);
        var request = make(isLast => watch.Allow(isLast ? timeouts.Answer : timeouts.Sending));
        var patience = timeouts.AnswerTo(request.Method);
        watch.Allow(patience);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        var what = $"{request.Method} {Redact.Url(request.RequestUri!)}";
        var start = clock.GetTimestamp();
        try
        {
            var answer = await _invoker.SendAsync(request, watch.Token);
            log.Log(LogLevel.Debug,
                $"{what} → {(int)answer.StatusCode} ({clock.GetElapsedTime(start).TotalMilliseconds:0} ms)");
            answer.Content = new GuardedContent(answer.Content, timeouts.Idle, clock, Tell);
            return answer;
        }
        catch (OperationCanceledException stopped) when (!cancel.IsCancellationRequested)
        {
            // Either our watch, or the handler's own limit on connecting.
            var message = watch.IsStalled
                ? $"{request.RequestUri!.Host} kept silent for {patience.TotalSeconds:0} s."
                : $"{request.RequestUri!.Host} could not be connected to within {timeouts.Connect.TotalSeconds:0} s.";
            log.Log(LogLevel.Debug, $"{what} → {message}");
            Tell(message);
            throw new StalledException(message, stopped);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            log.Log(LogLevel.Debug, $"{what} → {Redact.Text(failure.Message)}");
            throw;
        }

        // Silence costs minutes before it becomes an error: whoever waits is to know for whom, and not to read it each time.
        void Tell(string message)
        {
            if (_silent.TryAdd(request.RequestUri!.Host, true)) log.Log(LogLevel.Warning, $"{message.TrimEnd('.')} ({what}): trying again.");
        }
    }
}
