using System.Diagnostics;

namespace LambdaImage.Tool.Output;

/// <summary>Shows log lines and, on a terminal, one line of progress that is redrawn in place. All on standard error.</summary>
internal sealed class ConsoleReporter(ToolConsole console, LogLevel loudest, bool showProgress) : IWorkReporter, IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);

    private readonly object _gate = new();
    private readonly Dictionary<int, WorkProgress> _work = [];
    private readonly Stopwatch _sinceDrawn = Stopwatch.StartNew();
    private int _drawn;

    public void Report(WorkProgress progress)
    {
        if (!showProgress || !console.IsInteractive) return;
        lock (_gate)
        {
            if (progress.Completed) _work.Remove(progress.Id);
            else _work[progress.Id] = progress;
            if (_sinceDrawn.Elapsed < Redraw) return;
            Draw();
            _sinceDrawn.Restart();
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
        var newest = _work.Values.OrderBy(work => work.ParentId is null).ThenByDescending(work => work.Id).FirstOrDefault();
        if (newest is null) return;
        var amount = newest is { IsBytes: true, Total: { } total } ? $" {Humanize.Size(newest.Done)} of {Humanize.Size(total)}"
            : newest.Total is { } count ? $" {newest.Done} of {count}" : "";
        var line = $"{newest.Activity} {newest.Status}{amount}";
        if (line.Length >= console.Width) line = line[..(console.Width - 1)];
        Erase();
        console.Error.Write(line);
        _drawn = line.Length;
    }

    private void Erase()
    {
        if (_drawn == 0) return;
        console.Error.Write('\r' + new string(' ', _drawn) + '\r');
        _drawn = 0;
    }
}
