using System.Buffers;
using System.Net;
using System.Runtime.ExceptionServices;

namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>Copies a number of bytes from a stream into a request, and tells a broken source from a broken
/// connection.</summary>
/// <param name="source">The bytes; not disposed.</param>
/// <param name="length">How many of them go into this request; null: all there are, as they come.</param>
/// <param name="isLast">Whether the source must end after them: it is read on to its end, where it checks its
/// digest.</param>
/// <param name="moved">Told how many bytes went out.</param>
/// <param name="sent">Told that something went out, and whether it was the last.</param>
internal sealed class UploadContent(
    Stream source, long? length, bool isLast, Action<int> moved, Action<bool> sent) : HttpContent
{
    /// <summary>Large enough that system calls do not count, small enough that four uploads need no memory to speak
    /// of.</summary>
    private const int Buffer = 128 * 1024;

    /// <summary>What the source threw; null while it is well.</summary>
    public ExceptionDispatchInfo? SourceFailure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Buffer);
        try
        {
            for (var left = length ?? long.MaxValue; left > 0;)
            {
                var count = await ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, Buffer)), cancellationToken);
                left = count == 0 ? 0 : left - count;
                // Before the last bytes go out the source has to prove that they were the right ones.
                if (left == 0 && isLast) await ReadEndAsync(cancellationToken);
                await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                moved(count);
                sent(left == 0);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length ?? 0;
        return length is not null;
    }

    private async Task<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        try
        {
            var count = await source.ReadAsync(buffer, cancel);
            return count > 0 || length is null ? count : throw new EndOfStreamException("The source ended early.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            SourceFailure = ExceptionDispatchInfo.Capture(failure);
            throw;
        }
    }

    private async Task ReadEndAsync(CancellationToken cancel)
    {
        try
        {
            if (await source.ReadAsync(new byte[1], cancel) > 0)
                throw new InvalidDataException("The source goes on after its end.");
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            SourceFailure = ExceptionDispatchInfo.Capture(failure);
            throw;
        }
    }
}
