using LambdaImage.Engine.Streams;

namespace LambdaImage.Engine.Oci.Layers;

/// <summary>A file in the making that others may read along while it grows.</summary>
/// <remarks>One thread writes. Not buffered: what was written can be read at once, so it wants large writes.</remarks>
internal sealed class GrowingFile : Stream
{
    private readonly FileStream _file;
    private readonly object _lock = new();
    private TaskCompletionSource _moved = NewSignal();
    private long _written;
    private bool _isOver;

    /// <param name="path">Name of the file, which must not exist.</param>
    public GrowingFile(string path) =>
        _file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);

    /// <summary>What the file turned out to be; null: it is not whole yet, or never will be.</summary>
    public Descriptor? Descriptor { get; private set; }

    /// <summary>Whether it never will be.</summary>
    public bool IsGivenUp
    {
        get
        {
            lock (_lock) return _isOver && Descriptor is null;
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _written; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _file.Write(buffer);
        Tell(buffer.Length);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Says that the file is whole.</summary>
    public void Complete(Descriptor descriptor)
    {
        Descriptor = descriptor;
        End();
    }

    /// <summary>Opens the bytes, those that are still to come included. The file may be renamed or deleted meanwhile.</summary>
    /// <returns>A stream that ends where the whole file does, and fails should it never be whole.</returns>
    public Stream OpenAlong() => new Along(
        this, new FileStream(_file.Name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.Asynchronous));

    /// <summary>Waits until there is more than so many bytes.</summary>
    /// <returns>How many there are; no more than asked for: that is all.</returns>
    public async Task<long> MoreThanAsync(long size, CancellationToken cancel)
    {
        while (true)
        {
            Task moved;
            lock (_lock)
            {
                if (_written > size || _isOver) return _written;
                moved = _moved.Task;
            }

            await moved.WaitAsync(cancel);
        }
    }

    public override void Flush() => _file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Tell(int count)
    {
        TaskCompletionSource moved;
        lock (_lock)
        {
            _written += count;
            (moved, _moved) = (_moved, NewSignal());
        }

        moved.SetResult();
    }

    private void End()
    {
        lock (_lock) _isOver = true;
        Tell(0);
    }

    /// <summary>Reads what is there, and waits for what is not.</summary>
    private sealed class Along(GrowingFile owner, FileStream file) : ForwardStream
    {
        private long _position;

        public override long Position => _position;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var there = await owner.MoreThanAsync(_position, cancellationToken);
            if (there == _position && owner.Descriptor is null) throw new EndOfStreamException("The file was given up.");
            var count = await file.ReadAsync(buffer[..(int)Math.Min(buffer.Length, there - _position)], cancellationToken);
            _position += count;
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) file.Dispose();
            base.Dispose(disposing);
        }
    }
}
