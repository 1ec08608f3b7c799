namespace LambdaImage.Engine.CiServers;

/// <summary>Tells a CI server what is done, what is wrong and what came of it.</summary>
/// <param name="inner">Is told everything as well.</param>
/// <param name="log">The server's log.</param>
internal sealed class CiReporter(IWorkReporter inner, ICiLog log) : IWorkReporter
{
    /// <summary>Shorter values are found everywhere by chance: with them hidden no log could be read.</summary>
    private const int ShortestSecret = 6;

    private const int Percent = 100;

    private readonly object _gate = new();
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);
    private int _percent;

    public void Report(WorkProgress progress)
    {
        inner.Report(progress);
        if (progress is not { ParentId: null, Total: > 0 and var total }) return;
        var percent = (int)Math.Clamp(progress.Done * Percent / total, 0, Percent);
        lock (_gate)
        {
            if (percent == _percent) return;
            _percent = percent;
        }

        log.Progress(percent, progress.Activity);
    }

    public void Log(LogLevel level, string message)
    {
        if (level == LogLevel.Warning) log.Issue(CiIssue.Warning(message));
        inner.Log(level, log.Plain(message));
    }

    /// <summary>Servers look for what they hide line by line.</summary>
    public void Hide(string secret)
    {
        foreach (var line in secret.Split('\n', StringSplitOptions.TrimEntries).Where(line => line.Length >= ShortestSecret))
        {
            lock (_gate)
            {
                if (!_hidden.Add(line)) continue;
            }

            log.Hide(line);
        }

        inner.Hide(secret);
    }

    public IDisposable Begin(string action, string target)
    {
        log.BeginGroup($"{action}: {target}");
        return new Group(log, inner.Begin(action, target));
    }

    public void Finish(object result)
    {
        CiResults.Tell(result, log);
        inner.Finish(result);
    }

    public void Fail(LambdaImageException failure)
    {
        log.Issue(CiIssue.Of(failure));
        inner.Fail(failure);
    }

    private sealed class Group(ICiLog log, IDisposable? inner) : IDisposable
    {
        public void Dispose()
        {
            log.EndGroup();
            inner?.Dispose();
        }
    }
}
