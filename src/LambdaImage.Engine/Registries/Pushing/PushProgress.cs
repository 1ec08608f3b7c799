namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>Turns the movements of many uploads into one progress tree: a root, and a branch for each blob that is on
/// its way.</summary>
internal sealed class PushProgress(IWorkReporter reporter, string target, long total, int blobs)
{
    private const int Root = 1;

    /// <summary>Movements smaller than this are not worth a report.</summary>
    private const long Step = 256 * 1024;

    private readonly object _lock = new();
    private long _done;
    private int _finished;
    private int _lastId = Root;

    public Blob Begin(string digest, long size)
    {
        lock (_lock) return new Blob(this, ++_lastId, digest, size);
    }

    public void Start() => ReportRoot("Sending", completed: false);

    public void Status(string status) => ReportRoot(status, completed: false);

    public void End() => ReportRoot("Done", completed: true);

    private void Add(long bytes, bool isFinished)
    {
        lock (_lock)
        {
            _done += bytes;
            if (isFinished) _finished++;
        }

        ReportRoot($"{_finished} of {blobs} blobs", completed: false);
    }

    private void ReportRoot(string status, bool completed)
    {
        lock (_lock)
        {
            var done = completed ? total : Math.Min(_done, total);
            reporter.Report(
                new WorkProgress(Root, null, "Push to " + target, status, done, total, IsBytes: true, completed));
        }
    }

    /// <summary>The branch of one blob.</summary>
    internal sealed class Blob(PushProgress push, int id, string digest, long size)
    {
        private readonly string _activity = $"Upload {digest[..Math.Min(digest.Length, "sha256:".Length + 12)]}";
        private long _position;
        private long _reported = -1;

        public void At(long position)
        {
            _position = position;
            var moved = position - Math.Max(_reported, 0);
            if (_reported >= 0 && moved is >= 0 and < Step && position < size) return;
            _reported = position;
            Report("Sending", completed: false);
            push.Add(moved, isFinished: false);
        }

        public void End(BlobTransfer transfer)
        {
            var left = size - Math.Max(_reported, 0);
            _position = size;
            Report(transfer == BlobTransfer.Mounted ? "Taken over from another repository" : "Sent", completed: true);
            push.Add(left, isFinished: true);
        }

        private void Report(string status, bool completed) =>
            push.Report(new WorkProgress(id, Root, _activity, status, _position, size, IsBytes: true, completed));
    }

    private void Report(WorkProgress progress) => reporter.Report(progress);
}
