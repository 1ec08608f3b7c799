using System.Globalization;

namespace LambdaImage;

/// <summary>What came of an event that a function answered on this machine.</summary>
public sealed record LambdaImageInvocation
{
    /// <summary>Id of the request, as the function saw it.</summary>
    public required string RequestId { get; init; }

    /// <summary>Name of the function, as it saw it.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The image: its reference, or the path it was read from.</summary>
    public required string Image { get; init; }

    /// <summary>Digest of the image, <c>sha256:…</c>: of its manifest, or of its configuration where the container engine knows no other.</summary>
    public required string Digest { get; init; }

    /// <summary>File of the event; null: it was given as text.</summary>
    public string? PayloadPath { get; init; }

    /// <summary>What the caller gets: the function's answer, or the error as JSON.</summary>
    public required string Payload { get; init; }

    /// <summary><c>Unhandled</c>, as Lambda calls every error of a function; null: it succeeded.</summary>
    public string? FunctionError { get; init; }

    /// <summary>Kind of the error, for example <c>Runtime.ExitError</c> or the class of an exception; null: it succeeded.</summary>
    public string? ErrorType { get; init; }

    /// <summary>What went wrong; null: nothing, or nothing was said.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>Where it went wrong, line by line.</summary>
    public IReadOnlyList<string> StackTrace { get; init; } = [];

    /// <summary>Whether the time-out ended it.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Whether the function failed before it took an event: no event will succeed.</summary>
    public bool InitFailed { get; init; }

    /// <summary>What the function printed, line by line: standard output and standard error.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>From the start of the container until the function asked for its first event; null: it was running already.</summary>
    public TimeSpan? InitDuration { get; init; }

    /// <summary>From the event until the answer.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>What Lambda would charge for so much time: both together, in whole milliseconds.</summary>
    public TimeSpan BilledDuration => TimeSpan.FromMilliseconds(Math.Ceiling(((InitDuration ?? TimeSpan.Zero) + Duration).TotalMilliseconds));

    /// <summary>Memory that the function had, in MB.</summary>
    public required int MemorySize { get; init; }

    /// <summary>Most memory that its container took so far, in MB; null: this machine does not tell.</summary>
    public int? MaxMemoryUsed { get; init; }

    /// <summary>The line with which Lambda ends an invocation in the log.
    /// <see href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html"/></summary>
    public string Report => string.Join('\t', ((string?[])
    [
        $"REPORT RequestId: {RequestId}",
        $"Duration: {Milliseconds(Duration)}",
        string.Create(CultureInfo.InvariantCulture, $"Billed Duration: {BilledDuration.TotalMilliseconds:0} ms"),
        $"Memory Size: {MemorySize} MB",
        MaxMemoryUsed is { } used ? $"Max Memory Used: {used} MB" : null,
        InitDuration is { } init ? $"Init Duration: {Milliseconds(init)}" : null,
        TimedOut ? "Status: timeout" : FunctionError is null ? null : $"Status: error\tError Type: {ErrorType}",
    ]).Where(part => part is not null));

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.00} ms");
}
