using System.Buffers.Binary;
using System.IO.Compression;

namespace LambdaImage.Engine.Oci.Archive;

/// <summary>Compresses with every core into one ordinary gzip member, whose bytes depend on the content alone.</summary>
/// <remarks>
/// Blocks of fixed size are deflated apart, each ended by a synchronisation flush that leaves it on a byte boundary, so that they can be
/// joined into one stream (as pigz does). Neither the number of cores nor the clock nor the operating system shows in the result.
/// <see href="https://www.rfc-editor.org/rfc/rfc1952"/>
/// </remarks>
internal static class ParallelGzip
{
    /// <summary>Large enough that starting each block without the words of the one before costs well under 1 %.</summary>
    private const int BlockSize = 1024 * 1024;

    // Magic, method deflate, no flags, no time, no hint, operating system unknown.
    private static ReadOnlySpan<byte> Header => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255];

    // An empty final block: every other block says that more follows.
    private static ReadOnlySpan<byte> LastBlock => [3, 0];

    /// <param name="source">Plain bytes.</param>
    /// <param name="destination">Takes the compressed bytes.</param>
    /// <param name="workers">How many blocks are compressed at a time.</param>
    /// <param name="onBlock">Told the size of each plain block when it is written.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task CompressAsync(
        Stream source, Stream destination, int workers, Action<int> onBlock, CancellationToken cancel)
    {
        await destination.WriteAsync(Header.ToArray(), cancel);
        Queue<Task<Block>> running = new();
        var checksum = 0u;
        var size = 0L;
        while (await ReadBlockAsync(source, cancel) is { Length: > 0 } plain)
        {
            checksum = Crc32.Append(checksum, plain.Span);
            size += plain.Length;
            running.Enqueue(Task.Run(() => Deflate(plain), cancel));
            if (running.Count > workers) await WriteNextAsync();
        }

        while (running.Count > 0) await WriteNextAsync();

        var trailer = new byte[LastBlock.Length + 8];
        LastBlock.CopyTo(trailer);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(LastBlock.Length), checksum);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(LastBlock.Length + 4), unchecked((uint)size));
        await destination.WriteAsync(trailer, cancel);

        async Task WriteNextAsync()
        {
            var block = await running.Dequeue();
            await destination.WriteAsync(block.Bytes, cancel);
            onBlock(block.PlainSize);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBlockAsync(Stream source, CancellationToken cancel)
    {
        var buffer = new byte[BlockSize];
        var read = await source.ReadAtLeastAsync(buffer, BlockSize, throwOnEndOfStream: false, cancel);
        return buffer.AsMemory(0, read);
    }

    private static Block Deflate(ReadOnlyMemory<byte> plain)
    {
        using var bytes = new MemoryStream(plain.Length / 2);
        using var deflate = new DeflateStream(bytes, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(plain.Span);
        deflate.Flush();
        return new Block(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), plain.Length);
    }

    private readonly record struct Block(ReadOnlyMemory<byte> Bytes, int PlainSize);
}
