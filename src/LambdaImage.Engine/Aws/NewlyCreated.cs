namespace LambdaImage.Engine.Aws;

/// <summary>Parts of AWS learn a moment late of what another one has created: work on it that is told that there is no such thing is done again.</summary>
/// <param name="time">Clock.</param>
/// <param name="reporter">Takes log lines.</param>
internal sealed class NewlyCreated(TimeProvider time, IWorkReporter reporter)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="unseen">The kind of failure that says that there is no such thing.</param>
    /// <param name="saying">What the log says then.</param>
    /// <param name="work">The work; it may be done several times.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="LambdaImageException">It failed otherwise, or is not seen after half a minute.</exception>
    public async Task<T> WorkAsync<T>(ErrorKind unseen, string saying, Func<Task<T>> work, CancellationToken cancel)
    {
        for (var start = time.GetTimestamp(); ;)
        {
            try
            {
                return await work();
            }
            catch (LambdaImageException failure) when (failure.Kind == unseen && time.GetElapsedTime(start) < Limit)
            {
                reporter.Log(LogLevel.Verbose, $"{saying}: {failure.Message}");
                await Task.Delay(Pause, time, cancel);
            }
        }
    }
}
