namespace LambdaImage.TestKit;

/// <summary>A clock on which short waits are over at once, and time has passed all the same. Long ones, such as
/// time-outs, wait for
/// <see cref="Advance"/>.</summary>
internal sealed class SkippingClock(TimeSpan longestSkip) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Wait> _waits = [];
    private readonly List<TimeSpan> _skipped = [];
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Skips up to a minute, which every retry stays below.</summary>
    public SkippingClock()
        : this(TimeSpan.FromSeconds(61))
    {
    }

    /// <summary>The waits that were skipped, in order.</summary>
    public IReadOnlyList<TimeSpan> Skipped
    {
        get
        {
            lock (_lock) return [.. _skipped];
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <summary>Lets time pass: everything that is due by then happens.</summary>
    public void Advance(TimeSpan time)
    {
        List<Wait> due;
        lock (_lock)
        {
            _now += time;
            due = _waits.FindAll(wait => wait.Due <= _now);
            _waits.RemoveAll(due.Contains);
        }

        due.ForEach(wait => wait.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var wait = new Wait(this, callback, state);
        wait.Change(dueTime, period);
        return wait;
    }

    private void Schedule(Wait wait, TimeSpan due)
    {
        lock (_lock)
        {
            _waits.Remove(wait);
            if (due == Timeout.InfiniteTimeSpan) return;
            if (due > longestSkip)
            {
                wait.Due = _now + due;
                _waits.Add(wait);
                return;
            }

            _now += due;
            _skipped.Add(due);
        }

        ThreadPool.QueueUserWorkItem(static each => each.Fire(), wait, preferLocal: false);
    }

    private sealed class Wait(SkippingClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Schedule(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Schedule(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
