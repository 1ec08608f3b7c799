using System.Collections.Concurrent;

namespace LambdaImage.TestKit;

/// <summary>Keeps all that the engine reports.</summary>
internal sealed class RecordingReporter : IWorkReporter
{
    private readonly ConcurrentQueue<WorkProgress> _progress = new();
    private readonly ConcurrentQueue<(LogLevel Level, string Message)> _lines = new();
    private readonly ConcurrentQueue<object> _results = new();

    public IReadOnlyList<WorkProgress> Progress => [.. _progress];

    public IReadOnlyList<(LogLevel Level, string Message)> Lines => [.. _lines];

    /// <summary>What came of plans.</summary>
    public IReadOnlyList<object> Results => [.. _results];

    /// <summary>All lines as one text.</summary>
    public string Text => string.Join('\n', _lines.Select(line => $"{line.Level}: {line.Message}"));

    public void Report(WorkProgress progress) => _progress.Enqueue(progress);

    public void Log(LogLevel level, string message) => _lines.Enqueue((level, message));

    public void Finish(object result) => _results.Enqueue(result);
}
