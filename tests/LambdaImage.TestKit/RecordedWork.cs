namespace LambdaImage.TestKit;

/// <summary>Remembers what was reported, for tests that look at it and for those that do not.</summary>
internal sealed class RecordedWork : IWorkReporter
{
    private readonly Lock _turn = new();
    private readonly List<WorkProgress> _progress = [];
    private readonly List<(LogLevel Level, string Message)> _log = [];

    public IReadOnlyList<WorkProgress> Progress
    {
        get
        {
            lock (_turn) return [.. _progress];
        }
    }

    public IReadOnlyList<string> Messages(LogLevel level)
    {
        lock (_turn) return [.. _log.Where(line => line.Level == level).Select(line => line.Message)];
    }

    public void Report(WorkProgress progress)
    {
        lock (_turn) _progress.Add(progress);
    }

    public void Log(LogLevel level, string message)
    {
        lock (_turn) _log.Add((level, message));
    }
}
