using System.Globalization;
using System.Text;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Invocations.RuntimeApi;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Invocations;

/// <summary>Gives a function one event after the other, as Lambda does: in the same container as long as it lives, and in another when it has
/// ended or its time was up.</summary>
/// <param name="setup">The function.</param>
/// <param name="image">What the engine runs the image by.</param>
/// <param name="variables">Makes the function's variables out of the address of the Runtime API.</param>
/// <param name="processes">Runs programs.</param>
/// <param name="environment">Environment of this process.</param>
/// <param name="time">Clock.</param>
/// <param name="reporter">Takes what the function prints.</param>
internal sealed class Invoker(
    FunctionSetup setup, string image, Func<string, IReadOnlyDictionary<string, string>> variables,
    IProcessRunner processes, IEnvironment environment, TimeProvider time, IWorkReporter reporter) : IAsyncDisposable
{
    /// <summary>Time for everything before the first event.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib"/></summary>
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);

    private readonly FunctionLog _log = new(line => reporter.Log(LogLevel.Build, line), time);
    private Sandbox? _sandbox;

    /// <summary>What came of the event.</summary>
    /// <exception cref="LambdaImageException">This machine cannot run the image.</exception>
    public async Task<LambdaImageInvocation> InvokeAsync(InvocationEvent each, CancellationToken cancel)
    {
        var id = Guid.NewGuid().ToString();
        var log = _log.Begin();
        var limit = setup.Request.Timeout;
        var start = time.GetTimestamp();
        TimeSpan? init = null;
        FunctionAnswer? answer;
        var (initFailed, timedOut) = (false, false);
        try
        {
            answer = await InitializeAsync();
            initFailed = answer is not null;
            answer ??= await AnswerAsync();
        }
        catch (TimeoutException)
        {
            timedOut = true;
            answer = FunctionAnswer.Failure(
                "Sandbox.Timedout", string.Create(CultureInfo.InvariantCulture, $"RequestId: {id} Error: Task timed out after {limit.TotalSeconds:0.00} seconds"));
        }

        var duration = timedOut ? limit : initFailed ? TimeSpan.Zero : time.GetElapsedTime(start);
        if (!timedOut && !initFailed) await _sandbox!.SettleAsync(limit - duration, cancel);
        var result = new LambdaImageInvocation
        {
            RequestId = id,
            FunctionName = setup.FunctionName,
            Image = setup.Shown,
            Digest = setup.Digest,
            PayloadPath = each.Path,
            Payload = answer.Payload,
            FunctionError = answer.ErrorType is null ? null : "Unhandled",
            ErrorType = answer.ErrorType,
            ErrorMessage = answer.ErrorMessage,
            StackTrace = answer.StackTrace,
            TimedOut = timedOut,
            InitFailed = initFailed,
            Log = log,
            InitDuration = init,
            Duration = duration,
            MemorySize = setup.Request.MemorySize,
            MaxMemoryUsed = answer.ErrorType == "Runtime.OutOfMemory" ? setup.Request.MemorySize : _sandbox?.MaxMemoryUsed,
        };
        // The report comes after all that the function printed; the end of a container brings that along.
        if (timedOut || _sandbox is { IsSpent: true }) await EndAsync();
        else await _log.CompleteAsync(cancel);
        reporter.Log(LogLevel.Build, result.Report);
        return result;

        async Task<FunctionAnswer?> InitializeAsync()
        {
            if (_sandbox is not null) return null;
            try
            {
                var failure = await StartAsync(id, InitLimit, cancel);
                init = time.GetElapsedTime(start);
                start = time.GetTimestamp();
                return failure;
            }
            catch (TimeoutException)
            {
                // Lambda then starts anew, and the function's own time-out is for all that follows.
                reporter.Log(LogLevel.Build, string.Create(CultureInfo.InvariantCulture, $"INIT_REPORT Init Duration: {InitLimit.TotalMilliseconds:0.00} ms\tPhase: init\tStatus: timeout"));
                await EndAsync();
                start = time.GetTimestamp();
                return await StartAsync(id, limit, cancel);
            }
        }

        async Task<FunctionAnswer> AnswerAsync()
        {
            var left = limit - (init is null ? time.GetElapsedTime(start) : TimeSpan.Zero);
            var next = new FunctionEvent(id, Encoding.UTF8.GetBytes(each.Payload), time.GetUtcNow() + left)
            {
                FunctionArn = setup.FunctionArn,
                ClientContext = setup.Request.ClientContext,
            };
            return await _sandbox!.InvokeAsync(next, left > TimeSpan.Zero ? left : TimeSpan.Zero, cancel);
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync();

    private async Task<FunctionAnswer?> StartAsync(string requestId, TimeSpan limit, CancellationToken cancel)
    {
        _sandbox = new Sandbox(setup, processes, environment, reporter);
        await _sandbox.StartAsync(image, variables(_sandbox.ApiAddress), _log, cancel);
        return await _sandbox.InitializeAsync(requestId, limit, cancel);
    }

    private async Task EndAsync()
    {
        if (_sandbox is { } ended) await ended.DisposeAsync();
        _sandbox = null;
    }
}
