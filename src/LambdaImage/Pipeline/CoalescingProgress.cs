namespace LambdaImage.Pipeline;

/// <summary>Thins out progress: keeps the newest state of each piece of work and has at most one flush queued, so a
/// fast engine never floods the host.</summary>
/// <param name="post">Queues an action for the writing thread; false when nobody takes it.</param>
/// <param name="write">Shows one state.</param>
internal sealed class CoalescingProgress(Func<Action, bool> post, Action<WorkProgress> write)
{
    private readonly object _gate = new();
    private readonly Dictionary<int, WorkProgress> _news = [];
    private readonly SortedDictionary<int, WorkProgress> _shown = [];
    private bool _queued;

    /// <summary>Takes a state from any thread.</summary>
    public void Report(WorkProgress progress)
    {
        lock (_gate)
        {
            _news[progress.Id] = progress;
            if (_queued) return;
            _queued = true;
        }

        if (post(Flush)) return;
        lock (_gate) _queued = false;
    }

    /// <summary>Ends everything that is still shown. Called on the writing thread when the work has ended.</summary>
    public void End()
    {
        Flush();
        foreach (var open in _shown.Values.Reverse().ToArray()) write(open with { Completed = true });
        _shown.Clear();
    }

    private void Flush()
    {
        WorkProgress[] news;
        lock (_gate)
        {
            _queued = false;
            news = [.. _news.Values.OrderBy(piece => piece.Id)];
            _news.Clear();
        }

        foreach (var piece in news) Write(piece);
    }

    private void Write(WorkProgress piece)
    {
        // A piece that came and went between two flushes was never shown and needs no end.
        if (piece.Completed && !_shown.Remove(piece.Id)) return;
        if (!piece.Completed) _shown[piece.Id] = piece;
        write(piece);
    }
}
