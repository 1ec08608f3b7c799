using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Compresses with every core into one ordinary gzip member, whose bytes depend on the content alone.</summary>
/// <remarks>
/// Blocks of fixed size are deflated apart, each ended by a synchronisation flush that leaves it on a byte boundary, so that they can be
/// joined into one stream (as pigz does). Neither the number of cores nor the clock nor the operating system shows in the result.
/// <see href="https://www.rfc-editor.org/rfc/rfc1952"/> Writing waits for the pool's threads: it wants a thread of its own.
/// </remarks>
/// <param name="output">Takes the compressed bytes, on another thread; stays open.</param>
/// <param name="blocks">Memory, which several streams may share.</param>
internal sealed class ParallelGzipStream(Stream output, GzipBlocks blocks) : Stream
{
    private readonly BlockingCollection<GzipBlock> _running = [];
    private readonly CancellationTokenSource _broken = new();
    private Task? _writing;
    private GzipBlock? _block;
    private uint _checksum;
    private long _size;

    // Magic, method deflate, no flags, no time, no hint, operating system unknown.
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    // An empty final block: every other block says that more follows.
    private static ReadOnlySpan<byte> LastBlock => [3, 0];

    /// <summary>Compresses all of a stream, on a thread of its own.</summary>
    /// <param name="source">Plain bytes.</param>
    /// <param name="destination">Takes the compressed bytes; stays open.</param>
    /// <param name="blocks">Memory, which several streams may share.</param>
    /// <param name="onBytes">Told how many plain bytes went in, piece by piece.</param>
    /// <param name="cancel">Stops.</param>
    public static Task CompressAsync(
        Stream source, Stream destination, GzipBlocks blocks, Action<int> onBytes, CancellationToken cancel) =>
        Task.Factory.StartNew(
            () =>
            {
                using var gzip = new ParallelGzipStream(destination, blocks);
                var buffer = new byte[GzipBlock.Size];
                while (source.ReadAtLeast(buffer, GzipBlock.Size, throwOnEndOfStream: false) is > 0 and var count)
                {
                    cancel.ThrowIfCancellationRequested();
                    gzip.Write(buffer.AsSpan(0, count));
                    onBytes(count);
                }

                gzip.Finish();
            },
            cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _size; set => throw new NotSupportedException(); }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            _block ??= Begin();
            var taken = _block.Take(buffer);
            buffer = buffer[taken..];
            if (_block.IsFull) Dispatch();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <summary>Writes what is left and the end of the member. Nothing may be written after it.</summary>
    public void Finish()
    {
        Dispatch();
        _running.CompleteAdding();
        _writing!.GetAwaiter().GetResult();
        Span<byte> trailer = stackalloc byte[LastBlock.Length + 8];
        LastBlock.CopyTo(trailer);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[LastBlock.Length..], _checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[(LastBlock.Length + 4)..], unchecked((uint)_size));
        output.Write(trailer);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _running.CompleteAdding();
            _broken.Cancel();
            // The output is somebody else's: nothing is written to it from now on.
            if (_writing is not null) Task.WaitAny([_writing], CancellationToken.None);
            if (_block is not null) blocks.Return(_block);
            // Blocks that are still at work are left to themselves, and come back by themselves.
            while (_running.TryTake(out var block)) _ = block.Work.ContinueWith(_ => blocks.Return(block), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            _running.Dispose();
            _broken.Dispose();
        }

        base.Dispose(disposing);
    }

    private GzipBlock Begin()
    {
        try
        {
            return blocks.Take(_broken.Token);
        }
        catch (OperationCanceledException)
        {
            // Tells why.
            _writing!.GetAwaiter().GetResult();
            throw;
        }
    }

    private void Dispatch()
    {
        _writing ??= Task.Factory.StartNew(WriteBlocks, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (_block is not { } block) return;
        _block = null;
        _checksum = Crc32.Append(_checksum, block.Plain);
        _size += block.Plain.Length;
        block.Begin(_broken.Token);
        // Even then: blocks in the queue come back.
        _running.Add(block, CancellationToken.None);
    }

    /// <summary>Writes blocks in their order. What is done with the compressed bytes, hashing among it, needs as much time as what is done with the
    /// plain ones.</summary>
    private void WriteBlocks()
    {
        try
        {
            output.Write(Header);
            foreach (var block in _running.GetConsumingEnumerable(_broken.Token))
            {
                try
                {
                    block.Work.GetAwaiter().GetResult();
                    output.Write(block.Packed);
                }
                finally
                {
                    blocks.Return(block);
                }
            }
        }
        catch
        {
            _broken.Cancel();
            throw;
        }
    }
}
