namespace LambdaImage.Engine.Invocations;

/// <summary>Takes what a container prints, and divides it among the invocations.</summary>
/// <param name="onLine">Takes each line as well.</param>
/// <param name="time">Clock.</param>
internal sealed class FunctionLog(Action<string> onLine, TimeProvider time)
{
    /// <summary>How long nothing must come for all to have come: what is printed takes another way than answers, through the engine.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(150);

    /// <summary>How long quiet is waited for: a function may print without end.</summary>
    private static readonly TimeSpan QuietLimit = TimeSpan.FromSeconds(2);

    private readonly object _gate = new();
    private List<string> _lines = [];
    private long _latest;

    /// <summary>Begins the log of the next invocation. It grows until the next is begun.</summary>
    public IReadOnlyList<string> Begin()
    {
        lock (_gate) return _lines = [];
    }

    /// <summary>Waits until nothing more comes of the invocation before.</summary>
    public async Task CompleteAsync(CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        for (var waited = TimeSpan.Zero; waited < QuietLimit; waited = time.GetElapsedTime(start))
        {
            var left = Quiet - time.GetElapsedTime(Math.Max(start, Volatile.Read(ref _latest)));
            if (left <= TimeSpan.Zero) return;
            await Task.Delay(left, time, cancel);
        }
    }

    public void Add(string line)
    {
        lock (_gate) _lines.Add(line);
        Volatile.Write(ref _latest, time.GetTimestamp());
        onLine(line);
    }
}
