namespace LambdaImage.Tool.Output;

/// <summary>Shows log lines and, on a terminal, one line of progress that is redrawn in place: the whole, with its rate and the time that is left, and
/// the piece that began last. All on standard error.</summary>
/// <param name="console">Where to.</param>
/// <param name="loudest">The least important lines that are shown.</param>
/// <param name="showProgress">Whether there is progress at all.</param>
/// <param name="time">Clock; null: the machine's.</param>
internal sealed class ConsoleReporter(ToolConsole console, LogLevel loudest, bool showProgress, TimeProvider? time = null) : IWorkReporter, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly Dictionary<int, (WorkProgress Progress, double? PerSecond)> _work = [];
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ProgressPace _pace = new(time ?? TimeProvider.System);
    private long _drawnAt = (time ?? TimeProvider.System).GetTimestamp();
    private int _drawn;

    public void Report(WorkProgress progress)
    {
        if (!showProgress || !console.IsInteractive) return;
        lock (_gate)
        {
            var perSecond = _pace.PerSecond(progress);
            if (progress.Completed) _work.Remove(progress.Id);
            else _work[progress.Id] = (progress, perSecond);
            if (_time.GetElapsedTime(_drawnAt) < Redraw) return;
            Draw();
            _drawnAt = _time.GetTimestamp();
        }
    }

    public void Log(LogLevel level, string message)
    {
        if (level < loudest) return;
        WriteLine(level switch
        {
            LogLevel.Warning => "warning: " + message,
            LogLevel.Debug => "debug: " + message,
            _ => message,
        });
    }

    public void WriteLine(string line)
    {
        lock (_gate)
        {
            Erase();
            console.Error.WriteLine(line);
        }
    }

    public void Clear()
    {
        lock (_gate) Erase();
    }

    public void Dispose() => Clear();

    private void Draw()
    {
        var newestFirst = _work.Values.OrderByDescending(work => work.Progress.Id).ToArray();
        string[] parts =
        [
            .. newestFirst.Where(work => work.Progress.ParentId is null).Take(1)
                .Concat(newestFirst.Where(work => work.Progress.ParentId is not null).Take(1))
                .Select(work => Describe(work.Progress, work.PerSecond)),
        ];
        if (parts.Length == 0) return;
        var line = string.Join(" | ", parts);
        if (line.Length >= console.Width) line = line[..(console.Width - 1)];
        Erase();
        console.Error.Write(line);
        _drawn = line.Length;
    }

    private static string Describe(WorkProgress work, double? perSecond)
    {
        if (work is { IsBytes: false, Total: { } count }) return $"{work.Activity} {work.Status} {work.Done} of {count}";
        if (work is not { IsBytes: true, Total: { } total }) return $"{work.Activity} {work.Status}";
        var amount = $"{work.Activity} {Humanize.Size(work.Done)} of {Humanize.Size(total)}";
        if (perSecond is not { } pace || total <= work.Done) return amount;
        var left = TimeSpan.FromSeconds(Math.Ceiling((total - work.Done) / pace));
        return $"{amount}, {Humanize.Size((long)pace)}/s, {(left < TimeSpan.FromMinutes(1) ? $"{left.Seconds} s" : Humanize.Duration(left))} left";
    }

    private void Erase()
    {
        if (_drawn == 0) return;
        console.Error.Write('\r' + new string(' ', _drawn) + '\r');
        _drawn = 0;
    }
}
