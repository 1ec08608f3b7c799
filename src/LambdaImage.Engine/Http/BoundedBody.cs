using System.Buffers;

namespace LambdaImage.Engine.Http;

/// <summary>Reads a body into memory, but never more of it than a sane peer would send.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>Reads the whole body.</summary>
    /// <returns>Its bytes, or null when there are more than <paramref name="limit"/>.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken cancel)
    {
        if (content.Headers.ContentLength > limit) return null;
        await using var body = await content.ReadAsStreamAsync(cancel);
        var collected = new ArrayBufferWriter<byte>(FirstBuffer);
        while (true)
        {
            var read = await body.ReadAsync(collected.GetMemory(FirstBuffer), cancel);
            if (read == 0) return collected.WrittenSpan.ToArray();
            collected.Advance(read);
            if (collected.WrittenCount > limit) return null;
        }
    }

    /// <summary>Reads what an error says: the beginning of the body, or nothing when that breaks too.</summary>
    public static async Task<byte[]> ReadStartAsync(HttpContent content, int limit, CancellationToken cancel)
    {
        try
        {
            await using var body = await content.ReadAsStreamAsync(cancel);
            var start = new byte[limit];
            var length = await body.ReadAtLeastAsync(start, limit, throwOnEndOfStream: false, cancel);
            return start[..length];
        }
        catch (Exception failure) when (failure is IOException or HttpRequestException)
        {
            return [];
        }
    }
}
