using System.IO.Compression;
using LambdaImage.Engine.Oci.Archive;

namespace LambdaImage.Engine.Tests.Oci.Archive;

public sealed class Compressing_in_parallel
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1024 * 1024)]
    [InlineData((1024 * 1024) + 1)]
    [InlineData(5_500_000)]
    public async Task Any_gzip_reader_gives_the_content_back(int size)
    {
        var plain = Content(size);

        SampleImage.Gunzip(await CompressAsync(plain, workers: 3)).ShouldBe(plain);
    }

    [Fact]
    public async Task The_number_of_workers_does_not_show()
    {
        var plain = Content(5_500_000);

        (await CompressAsync(plain, workers: 1)).ShouldBe(await CompressAsync(plain, workers: 8));
    }

    [Fact]
    public async Task Blocks_cost_little_against_one_stream()
    {
        var plain = Content(5_500_000);
        using var whole = new MemoryStream();
        await using (var gzip = new GZipStream(whole, CompressionLevel.Optimal, leaveOpen: true)) await gzip.WriteAsync(plain);

        (await CompressAsync(plain, workers: 2)).Length.ShouldBeLessThan((int)(whole.Length * 1.01));
    }

    [Fact]
    public async Task Many_streams_share_the_memory_of_one()
    {
        var blocks = new GzipBlocks(workers: 1);
        var plain = Content(2_500_000);
        var alone = await CompressAsync(plain, workers: 3);

        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Factory.StartNew(() => Compress(plain, new MemoryStream(), blocks), TaskCreationOptions.LongRunning)));

        all.ShouldAllBe(each => each.SequenceEqual(alone));
        // All are free again, and no more were made than there may be.
        var free = Enumerable.Range(0, 4).Select(_ => blocks.Take(CancellationToken.None)).ToHashSet();
        free.Count.ShouldBe(4);
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Should.Throw<OperationCanceledException>(() => blocks.Take(soon.Token));
    }

    [Fact]
    public async Task A_stream_that_breaks_keeps_no_memory_from_the_others()
    {
        var blocks = new GzipBlocks(workers: 1);
        for (var times = 0; times < 10; times++)
            await Should.ThrowAsync<IOException>(() => RunAsync(Content(12_000_000), new FullStream()));

        (await RunAsync(Content(2_500_000), new MemoryStream())).ShouldNotBeEmpty();

        Task<byte[]> RunAsync(byte[] plain, MemoryStream target) =>
            Task.Factory.StartNew(() => Compress(plain, target, blocks), TaskCreationOptions.LongRunning).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void The_checksum_is_the_one_of_the_specification() =>
        // The check value of CRC-32/ISO-HDLC, cut anywhere.
        Crc32.Append(Crc32.Append(0, "12345"u8), "6789"u8).ShouldBe(0xCBF43926);

    [Fact]
    public void The_checksum_takes_eight_bytes_at_a_time_as_it_takes_one()
    {
        var bytes = Content(1003);
        var single = bytes.Aggregate(0u, (checksum, value) => Crc32.Append(checksum, [value]));

        Crc32.Append(0, bytes).ShouldBe(single);
    }

    private static byte[] Compress(byte[] plain, MemoryStream target, GzipBlocks blocks)
    {
        using var gzip = new ParallelGzipStream(target, blocks);
        gzip.Write(plain);
        gzip.Finish();
        return target.ToArray();
    }

    private sealed class FullStream : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Length > 100_000) throw new IOException("No space left on device");
            base.Write(buffer);
        }
    }

    private static byte[] Content(int size)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, size).Select(i => (byte)(random.Next(4) * (i % 16)))];
    }

    private static async Task<byte[]> CompressAsync(byte[] plain, int workers)
    {
        using var compressed = new MemoryStream();
        await ParallelGzipStream.CompressAsync(new MemoryStream(plain), compressed, new GzipBlocks(workers), _ => { }, CancellationToken.None);
        return compressed.ToArray();
    }
}
