namespace LambdaImage.Engine.CiServers;

/// <summary>Tells a CI server what is done, what is wrong and what came of it.</summary>
/// <param name="inner">Is told everything as well.</param>
/// <param name="log">The server's log.</param>
internal sealed class CiReporter(IWorkReporter inner, ICiLog log) : IWorkReporter
{
    /// <summary>Shorter values are found everywhere by chance: with them hidden no log could be read.</summary>
    private const int ShortestSecret = 6;

    private const int Percent = 100;

    /// <summary>How far work must have come on before it is told again, in percent: nobody sees more, and each time is a line.</summary>
    private const int PercentStep = 5;

    /// <summary>Longer headings are cut off: a deployment's plan names everything it does.</summary>
    private const int LongestHeading = 160;

    private readonly object _gate = new();
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);
    private int _percent;

    public void Report(WorkProgress progress)
    {
        inner.Report(progress);
        if (progress is not { ParentId: null, Total: > 0 and var total }) return;
        var percent = (int)Math.Clamp(progress.Done * Percent / total, 0, Percent) / PercentStep * PercentStep;
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
        var heading = $"{target}: {action}";
        log.BeginGroup(heading.Length > LongestHeading ? heading[..LongestHeading] + "…" : heading);
        return new Group(log, inner.Begin(action, target));
    }

    public void Finish(object result)
    {
        CiResults.Tell(result, log);
        inner.Finish(result);
    }

    /// <summary>The end of a build's log is in its error.</summary>
    public LambdaImageException Fail(LambdaImageException failure)
    {
        log.Issue(CiIssue.Of(failure));
        var plain = string.Join('\n', failure.Message.Split('\n').Select(log.Plain));
        return inner.Fail(plain == failure.Message
            ? failure
            : new(failure.Kind, plain, failure.Remedy, failure.Target, failure.Location, failure.InnerException));
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
