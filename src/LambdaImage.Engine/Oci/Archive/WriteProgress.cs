namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Tells how much of an image has been written to the disk.</summary>
/// <param name="reporter">Takes the progress.</param>
/// <param name="activity">What is written.</param>
/// <param name="path">Where; its name is shown.</param>
/// <param name="total">Bytes in all.</param>
internal sealed class WriteProgress(IWorkReporter reporter, string activity, string path, long total)
{
    private const int ProgressId = 100;

    private long _done;

    public void Add(int count)
    {
        _done += count;
        Report(completed: false);
    }

    public void Complete()
    {
        _done = total;
        Report(completed: true);
    }

    private void Report(bool completed) => reporter.Report(
        new WorkProgress(ProgressId, null, activity, Path.GetFileName(path), _done, total, IsBytes: true, completed));
}
