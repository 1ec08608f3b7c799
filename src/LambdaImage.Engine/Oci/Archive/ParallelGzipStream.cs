using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Compresses with every core into one ordinary gzip member, whose bytes depend on the content alone.</summary>
/// <remarks>
/// Blocks of fixed size are deflated apart, each ended by a synchronisation flush that leaves it on a byte boundary, so that they can be
/// joined into one stream (as pigz does). Neither the number of cores nor the clock nor the operating system shows in the result.
/// <see href="https://www.rfc-editor.org/rfc/rfc1952"/> Writing waits for the pool's threads: it wants a thread of its own.
/// </remarks>
/// <param name="output">Takes the compressed bytes, on another thread; stays open.</param>
/// <param name="workers">How many blocks are compressed at a time.</param>
internal sealed class ParallelGzipStream(Stream output, int workers) : Stream
{
    /// <summary>Large enough that starting each block without the words of the one before costs well under 1 %.</summary>
    private const int BlockSize = 1024 * 1024;

    private readonly BlockingCollection<Task<Block>> _running = new(workers);
    private readonly ConcurrentBag<Block> _free = [];
    private readonly CancellationTokenSource _broken = new();
    private Task? _writing;
    private Block? _block;
    private uint _checksum;
    private long _size;

    // Magic, method deflate, no flags, no time, no hint, operating system unknown.
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    // An empty final block: every other block says that more follows.
    private static ReadOnlySpan<byte> LastBlock => [3, 0];

    /// <summary>Compresses all of a stream, on a thread of its own.</summary>
    /// <param name="source">Plain bytes.</param>
    /// <param name="destination">Takes the compressed bytes; stays open.</param>
    /// <param name="workers">How many blocks are compressed at a time.</param>
    /// <param name="onBytes">Told how many plain bytes went in, piece by piece.</param>
    /// <param name="cancel">Stops.</param>
    public static Task CompressAsync(
        Stream source, Stream destination, int workers, Action<int> onBytes, CancellationToken cancel) =>
        Task.Factory.StartNew(
            () =>
            {
                using var gzip = new ParallelGzipStream(destination, workers);
                var buffer = new byte[BlockSize];
                while (source.ReadAtLeast(buffer, BlockSize, throwOnEndOfStream: false) is > 0 and var count)
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
            _block ??= _free.TryTake(out var free) ? free : new Block();
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
            // Blocks that are still at work are left to themselves: their memory is all they hold.
            foreach (var block in _free) block.Dispose();
            _running.Dispose();
            _broken.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Dispatch()
    {
        _writing ??= Task.Factory.StartNew(WriteBlocks, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        if (_block is not { } block) return;
        _block = null;
        _checksum = Crc32.Append(_checksum, block.Plain);
        _size += block.Plain.Length;
        try
        {
            _running.Add(Task.Run(block.Deflate, _broken.Token), _broken.Token);
        }
        catch (OperationCanceledException)
        {
            // Tells why.
            _writing.GetAwaiter().GetResult();
            throw;
        }
    }

    /// <summary>Writes blocks in their order. What is done with the compressed bytes, hashing among it, needs as much time as what is done with the
    /// plain ones.</summary>
    private void WriteBlocks()
    {
        try
        {
            output.Write(Header);
            foreach (var running in _running.GetConsumingEnumerable(_broken.Token))
            {
                var block = running.GetAwaiter().GetResult();
                output.Write(block.Packed);
                block.Clear();
                _free.Add(block);
            }
        }
        catch
        {
            _broken.Cancel();
            throw;
        }
    }

    /// <summary>A block and the room to compress it; used again and again.</summary>
    private sealed class Block : IDisposable
    {
        /// <summary>What compresses by less than a fiftieth is stored: archives, pictures and most programs in packages.</summary>
        private const double WorthCompressing = 0.98;

        private const int Samples = 4;
        private const int SampleSize = 8 * 1024;

        private readonly byte[] _plain = new byte[BlockSize];
        private readonly MemoryStream _packed = new(BlockSize);
        private int _length;
        private int _packedLength;

        public ReadOnlySpan<byte> Plain => _plain.AsSpan(0, _length);

        public ReadOnlySpan<byte> Packed => _packed.GetBuffer().AsSpan(0, _packedLength);

        public bool IsFull => _length == BlockSize;

        public int Take(ReadOnlySpan<byte> bytes)
        {
            var count = Math.Min(bytes.Length, BlockSize - _length);
            bytes[..count].CopyTo(_plain.AsSpan(_length));
            _length += count;
            return count;
        }

        public Block Deflate()
        {
            // zlib's balance. "Smallest" takes about three times as long for one or two percent; "fastest" sends a fifth more over
            // the network, every time.
            Deflate(IsWorthIt() ? CompressionLevel.Optimal : CompressionLevel.NoCompression, Plain);
            return this;
        }

        public void Clear() => _length = 0;

        public void Dispose() => _packed.Dispose();

        private bool IsWorthIt()
        {
            if (_length < Samples * SampleSize) return true;
            Span<byte> sample = stackalloc byte[Samples * SampleSize];
            var step = _length / Samples;
            for (var i = 0; i < Samples; i++) Plain.Slice(i * step, SampleSize).CopyTo(sample[(i * SampleSize)..]);
            Deflate(CompressionLevel.Fastest, sample);
            return _packedLength < sample.Length * WorthCompressing;
        }

        private void Deflate(CompressionLevel level, ReadOnlySpan<byte> plain)
        {
            _packed.SetLength(0);
            using var deflate = new DeflateStream(_packed, level, leaveOpen: true);
            deflate.Write(plain);
            deflate.Flush();
            // Before it is disposed of: that would say that nothing follows.
            _packedLength = (int)_packed.Length;
        }
    }
}
