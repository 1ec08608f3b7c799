using System.Globalization;

namespace LambdaImage.TestKit.Faults;

/// <summary>Copies the bodies of one request and its answer, and spoils them as planned.</summary>
internal sealed class FaultyBody(Fault fault, Func<Task> onSilence, CancellationToken end)
{
    public async Task DrainAsync(Stream from, HttpHead head)
    {
        var buffer = new byte[64 * 1024];
        var last = new LastChunk();
        for (var left = head.Length; left > 0 && !(head.IsChunked && last.IsHere);)
        {
            var count = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), end);
            left -= count > 0 ? count : throw new EndOfStreamException();
            last.Take(buffer.AsSpan(0, count));
        }
    }

    /// <summary>What goes wrong before the registry has heard of the request.</summary>
    public Task BeginAsync() => StopAtAsync(0, fault.CutRequestAt, fault.HoldRequestAt);

    public Task PassRequestAsync(Stream from, Stream to, HttpHead head) =>
        PassAsync(from, to, head.Length, head.IsChunked ? new LastChunk() : null, fault.CutRequestAt, fault.SpoilRequestAt, fault.HoldRequestAt);

    public async Task PassAnswerAsync(Stream from, Stream to, HttpHead head, bool hasBody)
    {
        await StopAtAsync(-1, fault.CutAnswerAt, fault.HoldAnswerAt);
        var length = hasBody ? fault.EndAnswerAt : null;
        if (length is { } stated) head = head.With("Content-Length", stated.ToString(CultureInfo.InvariantCulture));
        await to.WriteAsync(head.ToBytes(), end);
        if (hasBody) await PassAsync(from, to, length ?? long.MaxValue, null, fault.CutAnswerAt, fault.SpoilAnswerAt, fault.HoldAnswerAt);
    }

    private async Task PassAsync(Stream from, Stream to, long length, LastChunk? last, long? cutAt, long? spoilAt, long? holdAt)
    {
        var buffer = new byte[fault.Piece];
        var stop = Math.Min(cutAt ?? long.MaxValue, holdAt ?? long.MaxValue);
        for (var at = 0L; at < length && last is not { IsHere: true };)
        {
            await StopAtAsync(at, cutAt, holdAt);
            var count = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, Math.Min(length, stop) - at)), end);
            if (count == 0) break;
            if (spoilAt - at is { } offset && offset >= 0 && offset < count) buffer[offset] ^= 1;
            await to.WriteAsync(buffer.AsMemory(0, count), end);
            at += count;
            last?.Take(buffer.AsSpan(0, count));
            if (fault.Pause > TimeSpan.Zero) await Task.Delay(fault.Pause, end);
        }
    }

    private async Task StopAtAsync(long at, long? cutAt, long? holdAt)
    {
        if (at == cutAt) throw new IOException("Cut.");
        if (at != holdAt) return;
        await onSilence();
        await Task.Delay(Timeout.Infinite, end);
    }
}
