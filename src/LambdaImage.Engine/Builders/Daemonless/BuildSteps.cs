namespace LambdaImage.Engine.Builders.Daemonless;

/// <summary>Numbers the pieces of a build and reports them.</summary>
internal sealed class BuildSteps(IWorkReporter reporter)
{
    /// <summary>Pieces of other parts of one operation are numbered from 1.</summary>
    private const int FirstId = 1000;

    private int _last = FirstId - 1;
    private int? _whole;

    /// <summary>Starts the whole, of which everything that follows is a part.</summary>
    public WorkProgress Begin(string activity)
    {
        var whole = Start(activity);
        _whole = whole.Id;
        return whole;
    }

    public WorkProgress Start(string activity, long? bytes = null)
    {
        var step = new WorkProgress(
            Interlocked.Increment(ref _last), _whole, activity, "", 0, bytes, IsBytes: bytes is not null);
        reporter.Report(step);
        return step;
    }

    public void Advance(WorkProgress step, long done) =>
        reporter.Report(step with { Done = Math.Min(done, step.Total ?? done) });

    public void Complete(WorkProgress step) => reporter.Report(step with { Done = step.Total ?? 0, Completed = true });
}
