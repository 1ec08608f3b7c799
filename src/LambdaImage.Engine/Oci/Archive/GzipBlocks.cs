namespace LambdaImage.Engine.Oci.Archive;

/// <summary>The memory of compression: so many blocks, however many streams are compressed at a time.</summary>
/// <param name="workers">How many blocks are compressed at a time.</param>
internal sealed class GzipBlocks(int workers)
{
    /// <summary>About 100 MB: more cores than that are better used than memory is.</summary>
    private const int Most = 48;

    // Each that is compressed may have another done that waits for its turn; one more is filled, and one written.
    private readonly int _most = Math.Min(2 * workers, Most) + 2;
    private readonly Stack<GzipBlock> _free = [];
    private int _made;

    /// <summary>Waits for a free block.</summary>
    /// <exception cref="OperationCanceledException">Nobody needs it any more.</exception>
    public GzipBlock Take(CancellationToken cancel)
    {
        using var wake = cancel.Register(() =>
        {
            lock (_free) Monitor.PulseAll(_free);
        });
        lock (_free)
        {
            while (_free.Count == 0 && _made == _most)
            {
                cancel.ThrowIfCancellationRequested();
                Monitor.Wait(_free);
            }

            if (_free.TryPop(out var block)) return block;
            _made++;
            return new GzipBlock();
        }
    }

    /// <summary>Gives a block back that nobody works on.</summary>
    public void Return(GzipBlock block)
    {
        block.Clear();
        lock (_free)
        {
            _free.Push(block);
            Monitor.Pulse(_free);
        }
    }
}
