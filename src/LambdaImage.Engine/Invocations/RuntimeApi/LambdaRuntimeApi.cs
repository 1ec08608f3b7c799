using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LambdaImage.Engine.Invocations.RuntimeApi;

/// <summary>What Lambda offers to a runtime and its extensions: the next event, and a place for the answer. One event at a time.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html"/></summary>
/// <param name="functionName">Name of the function, for extensions.</param>
internal sealed class LambdaRuntimeApi(string functionName)
{
    /// <summary>Bytes of an event or an answer. <see href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html"/></summary>
    public const int LargestPayload = 6 * 1024 * 1024;

    /// <summary>Lambda lets answers have a little more.</summary>
    public const int LargestAnswer = LargestPayload + 100;

    /// <summary>Bytes of an answer that is streamed.</summary>
    public const int LargestStream = 200 * 1024 * 1024;

    private const string Runtime = "/2018-06-01/runtime/";
    private const string Extension = "/2020-01-01/extension/";
    private const string TypeHeader = "Lambda-Runtime-Function-Error-Type";

    private readonly object _gate = new();
    private readonly Dictionary<string, ExtensionState> _extensions = new(StringComparer.Ordinal);
    private TaskCompletionSource _changed = NewSignal();
    private FunctionEvent? _event;
    private bool _isTaken = true;
    private int _waiting;
    private FunctionAnswer? _initError;

    /// <summary>What the runtime reported when it could not start; null: nothing.</summary>
    public FunctionAnswer? InitError => Look(() => _initError);

    /// <summary>Whether the runtime asks for an event, and there is none.</summary>
    public bool IsRuntimeIdle => Look(() => _waiting > 0 && _isTaken);

    /// <summary>Names of the extensions that have registered.</summary>
    public IReadOnlyList<string> Extensions => Look<IReadOnlyList<string>>(() => [.. _extensions.Values.Select(extension => extension.Name)]);

    /// <summary>Whether every extension that has registered asks for an event.</summary>
    public bool AreExtensionsIdle => Look(() => _extensions.Values.All(extension => extension.IsWaiting));

    /// <summary>How much of a body is kept.</summary>
    public static long LimitOf(HttpHead head) => IsStreamed(head) ? LargestStream : LargestAnswer;

    public static HttpReply Refusal(int status, string type, string message) => Reply(status, new() { ["errorType"] = type, ["errorMessage"] = message });

    /// <summary>Ends when the condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (_gate) changed = _changed.Task;
            if (condition()) return;
            await changed.WaitAsync(cancel);
        }
    }

    /// <summary>Gives the event to the runtime and all extensions that want events.</summary>
    public void Send(FunctionEvent next)
    {
        lock (_gate)
        {
            (_event, _isTaken) = (next, false);
            foreach (var extension in _extensions.Values.Where(each => each.WantsEvents)) extension.Events.Enqueue(next);
            Signal();
        }
    }

    /// <param name="head">The request.</param>
    /// <param name="body">Its body.</param>
    /// <param name="whenGone">Waits for the other side to go away.</param>
    /// <param name="cancel">Stops waiting.</param>
    /// <returns>What to answer; null: the other side has gone.</returns>
    public async Task<HttpReply?> AnswerAsync(HttpHead head, HttpBody body, Func<Task> whenGone, CancellationToken cancel)
    {
        var isPost = head.Method == "POST";
        switch (head.Path)
        {
            case Runtime + "invocation/next":
                return head.Method == "GET" ? await NextAsync(whenGone, cancel) : WrongMethod();
            case Runtime + "init/error":
                return isPost ? TakeInitError(FunctionAnswer.Failure(body.Content, head.Header(TypeHeader))) : WrongMethod();
            case Extension + "register":
                return isPost ? Register(head, body) : WrongMethod();
            case Extension + "event/next":
                return head.Method == "GET" ? await NextOfExtensionAsync(head, whenGone, cancel) : WrongMethod();
            case Extension + "init/error" or Extension + "exit/error":
                return isPost ? TakeInitError(FunctionAnswer.Failure(body.Content, head.Header("Lambda-Extension-Function-Error-Type") ?? "Extension.Error")) : WrongMethod();
            case "/2022-07-01/telemetry" or "/2020-08-15/logs":
                // Extensions go on without their feed where they are told so.
                return Reply(202, new() { ["errorType"] = "Telemetry.NotSupported", ["errorMessage"] = "There is no telemetry here" });
        }

        if (head.Path.StartsWith(Runtime + "invocation/", StringComparison.Ordinal)
            && head.Path[(Runtime + "invocation/").Length..].Split('/') is [var id, var what] && (what is "response" or "error"))
        {
            return isPost ? Take(id, what == "error", head, body) : WrongMethod();
        }

        return Refusal(404, "NotFound", $"There is no {head.Path} here");
    }

    private async Task<HttpReply?> NextAsync(Func<Task> whenGone, CancellationToken cancel)
    {
        lock (_gate)
        {
            _waiting++;
            Signal();
        }

        try
        {
            FunctionEvent? taken = null;
            if (!await WaitAsync(() => (taken = TakeEvent()) is not null, whenGone, cancel)) return null;
            List<(string, string)> headers =
            [
                ("Lambda-Runtime-Aws-Request-Id", taken!.RequestId),
                ("Lambda-Runtime-Deadline-Ms", taken.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
                ("Lambda-Runtime-Invoked-Function-Arn", taken.FunctionArn),
                ("Lambda-Runtime-Trace-Id", TraceId(taken)),
            ];
            if (taken.ClientContext is { } context) headers.Add(("Lambda-Runtime-Client-Context", context));
            return new HttpReply(200, taken.Payload) { Headers = headers };
        }
        finally
        {
            lock (_gate) _waiting--;
        }
    }

    private FunctionEvent? TakeEvent()
    {
        lock (_gate)
        {
            if (_isTaken) return null;
            _isTaken = true;
            return _event;
        }
    }

    private HttpReply Take(string id, bool isError, HttpHead head, HttpBody body)
    {
        FunctionEvent? asked;
        lock (_gate) asked = _isTaken ? _event : null;
        if (asked is null || asked.RequestId != id) return Refusal(400, "InvalidRequestID", "Invalid request ID");
        if (asked.Answer.IsCompleted) return Refusal(403, "InvalidStateTransition", $"Request {id} was answered already");
        if (body.IsCut)
        {
            asked.Complete(FunctionAnswer.Failure(
                "Function.ResponseSizeTooLarge",
                FormattableString.Invariant($"Response payload size ({body.Length} bytes) exceeded maximum allowed payload size ({LimitOf(head)} bytes).")));
            return Refusal(413, "RequestEntityTooLarge", FormattableString.Invariant($"Exceeded maximum allowed payload size ({LimitOf(head)} bytes)."));
        }

        asked.Complete(isError ? FunctionAnswer.Failure(body.Content, head.Header(TypeHeader)) : Answer(head, body));
        return Accepted();
    }

    /// <summary>A stream may fail in the middle: its trailers then tell why.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-custom.html#runtimes-custom-response-streaming"/></summary>
    private static FunctionAnswer Answer(HttpHead head, HttpBody body)
    {
        if (!IsStreamed(head) || body.Trailers.GetValueOrDefault(TypeHeader) is not { } type) return FunctionAnswer.Success(body.Content.Span);
        var told = FunctionAnswer.Failure(Decoded(body.Trailers.GetValueOrDefault("Lambda-Runtime-Function-Error-Body")), type);
        return told with { Payload = Encoding.UTF8.GetString(body.Content.Span) };
    }

    private static byte[] Decoded(string? base64)
    {
        var bytes = new byte[base64?.Length ?? 0];
        return Convert.TryFromBase64String(base64 ?? "", bytes, out var length) ? bytes[..length] : [];
    }

    private HttpReply TakeInitError(FunctionAnswer error)
    {
        lock (_gate)
        {
            _initError ??= error;
            Signal();
        }

        return Accepted();
    }

    private HttpReply Register(HttpHead head, HttpBody body)
    {
        if (head.Header("Lambda-Extension-Name") is not { Length: > 0 } name) return Refusal(400, "InvalidExtensionName", "Header Lambda-Extension-Name is missing");
        var id = Guid.NewGuid().ToString();
        lock (_gate)
        {
            _extensions[id] = new ExtensionState(name, WantsEvents(body.Content));
            Signal();
        }

        return Reply(200, new() { ["functionName"] = functionName, ["functionVersion"] = "$LATEST", ["handler"] = "" }) with
        {
            Headers = [("Lambda-Extension-Identifier", id)],
        };
    }

    private static bool WantsEvents(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("events", out var events)
                && events.ValueKind == JsonValueKind.Array && events.EnumerateArray().Any(each => each.ValueKind == JsonValueKind.String && each.ValueEquals("INVOKE"));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<HttpReply?> NextOfExtensionAsync(HttpHead head, Func<Task> whenGone, CancellationToken cancel)
    {
        ExtensionState? extension;
        lock (_gate)
        {
            if (!_extensions.TryGetValue(head.Header("Lambda-Extension-Identifier") ?? "", out extension))
                return Refusal(403, "Extension.UnknownExtensionIdentifier", "Unknown Lambda-Extension-Identifier");
            extension.IsWaiting = true;
            Signal();
        }

        FunctionEvent? taken = null;
        try
        {
            if (!await WaitAsync(() => Look(() => extension.Events.TryDequeue(out taken)), whenGone, cancel)) return null;
            var told = new ExtensionEvent("INVOKE", taken!.Deadline.ToUnixTimeMilliseconds(), taken.RequestId, taken.FunctionArn);
            return new HttpReply(200, JsonSerializer.SerializeToUtf8Bytes(told, AnswerJson.Default.ExtensionEvent));
        }
        finally
        {
            lock (_gate) extension.IsWaiting = false;
        }
    }

    /// <returns>Whether the condition came to hold; false: the other side has gone.</returns>
    private async Task<bool> WaitAsync(Func<bool> condition, Func<Task> whenGone, CancellationToken cancel)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var holds = UntilAsync(condition, left.Token);
        if (await Task.WhenAny(holds, holds.IsCompleted ? holds : whenGone()) == holds)
        {
            await holds;
            return true;
        }

        await left.CancelAsync();
        await holds.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // It may have come to hold in the same moment: then the event goes to nobody, as it would had the other side gone a moment later.
        return holds.IsCompletedSuccessfully;
    }

    private static bool IsStreamed(HttpHead head) =>
        string.Equals(head.Header("Lambda-Runtime-Function-Response-Mode"), "streaming", StringComparison.OrdinalIgnoreCase);

    private static string TraceId(FunctionEvent told)
    {
        var digits = Guid.Parse(told.RequestId).ToString("N");
        return $"Root=1-{told.Deadline.ToUnixTimeSeconds():x8}-{digits[..24]};Parent={digits[16..]};Sampled=0";
    }

    private static HttpReply WrongMethod() => Refusal(405, "MethodNotAllowed", "There is nothing of that method here");

    private static HttpReply Accepted() => Reply(202, new() { ["status"] = "OK" });

    private static HttpReply Reply(int status, Dictionary<string, string> body) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(body, AnswerJson.Default.DictionaryStringString));

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private T Look<T>(Func<T> read)
    {
        lock (_gate) return read();
    }

    // Within the lock.
    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private sealed class ExtensionState(string name, bool wantsEvents)
    {
        public string Name => name;

        public bool WantsEvents => wantsEvents;

        public bool IsWaiting { get; set; }

        public Queue<FunctionEvent> Events { get; } = new();
    }
}
