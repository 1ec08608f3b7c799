namespace LambdaImage.Pipeline;

/// <summary>Thins out progress: keeps the newest state of each piece of work and has at most one flush queued, so a
/// fast engine never floods the host.</summary>
/// <param name="post">Queues an action for the writing thread; false when nobody takes it.</param>
/// <param name="write">Shows one state.</param>
/// <param name="time">Clock.</param>
internal sealed class CoalescingProgress(Func<Action, bool> post, Action<WorkProgress> write, TimeProvider time)
{
    /// <summary>Nobody sees more, and every line costs a log of a CI server its place. News of another kind than "so much more
    /// is done" are shown at once.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly object _gate = new();
    private readonly Dictionary<int, WorkProgress> _news = [];
    private readonly SortedDictionary<int, WorkProgress> _shown = [];
    private bool _queued;
    private long _flushed;

    /// <summary>Takes a state from any thread.</summary>
    public void Report(WorkProgress progress)
    {
        lock (_gate)
        {
            _news[progress.Id] = progress;
            if (_queued || (IsMoreOfTheSame(progress) && time.GetElapsedTime(_flushed) < Interval)) return;
            _queued = true;
        }

        if (post(Flush)) return;
        lock (_gate) _queued = false;
    }

    /// <summary>Ends everything that is still shown. Called on the writing thread when the work has ended.</summary>
    public void End()
    {
        Flush();
        WorkProgress[] open;
        lock (_gate)
        {
            open = [.. _shown.Values.Reverse()];
            _shown.Clear();
        }

        foreach (var piece in open) write(piece with { Completed = true });
    }

    private void Flush()
    {
        WorkProgress[] news;
        lock (_gate)
        {
            _queued = false;
            _flushed = time.GetTimestamp();
            news = [.. _news.Values.OrderBy(piece => piece.Id).Where(Show)];
            _news.Clear();
        }

        foreach (var piece in news) write(piece);
    }

    // A piece that came and went between two flushes was never shown and needs no end.
    private bool Show(WorkProgress piece)
    {
        if (piece.Completed) return _shown.Remove(piece.Id);
        _shown[piece.Id] = piece;
        return true;
    }

    private bool IsMoreOfTheSame(WorkProgress progress) =>
        !progress.Completed && _shown.TryGetValue(progress.Id, out var shown) && shown with { Done = progress.Done } == progress;
}
