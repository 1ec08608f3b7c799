namespace LambdaImage;

/// <summary>Tells how fast pieces of work move, from the moment when each was first seen. For whoever shows what <see cref="IWorkReporter"/> is told.</summary>
/// <param name="time">Clock.</param>
public sealed class ProgressPace(TimeProvider time)
{
    /// <summary>Before that, buffers that fill up would be taken for speed.</summary>
    private static readonly TimeSpan Warmup = TimeSpan.FromSeconds(1);

    private readonly Dictionary<int, (long Since, long Done)> _starts = [];

    /// <summary>Units of work in a second; null while that is not known.</summary>
    /// <param name="progress">The state of one piece.</param>
    public double? PerSecond(WorkProgress progress)
    {
        // A number is used again by the next piece of work, which begins at its own beginning.
        if (!_starts.TryGetValue(progress.Id, out var start) || progress.Done < start.Done)
            _starts[progress.Id] = start = (time.GetTimestamp(), progress.Done);
        if (progress.Completed) _starts.Remove(progress.Id);

        var passed = time.GetElapsedTime(start.Since);
        return passed >= Warmup && progress.Done > start.Done ? (progress.Done - start.Done) / passed.TotalSeconds : null;
    }
}
