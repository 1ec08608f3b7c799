using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Tests.Oci;

public sealed class Reading_a_file_that_grows : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private string FilePath => _scratch["growing"];

    [Fact]
    public async Task All_of_it_is_read_however_the_two_take_turns()
    {
        var bytes = new byte[3_000_000];
        new Random(7).NextBytes(bytes);
        using var file = new GrowingFile(FilePath);
        var reading = ReadAsync(file);
        for (var at = 0; at < bytes.Length; at += 250_000)
        {
            file.Write(bytes, at, 250_000);
            await Task.Yield();
        }

        reading.IsCompleted.ShouldBeFalse();
        file.Complete(Descriptor.Of(MediaTypes.OciLayerGzip, Digest.Of(bytes), bytes.Length));
        (await reading).ShouldBe(bytes);
    }

    [Fact]
    public async Task It_may_be_removed_meanwhile()
    {
        using var file = new GrowingFile(FilePath);
        file.Write([1, 2, 3]);
        var reading = ReadAsync(file);
        File.Delete(FilePath);
        file.Write([4]);
        file.Complete(Descriptor.Of(MediaTypes.OciLayerGzip, Digest.Of([1, 2, 3, 4]), 4));
        (await reading).ShouldBe([1, 2, 3, 4]);
    }

    [Fact]
    public async Task What_is_never_whole_has_no_end()
    {
        var file = new GrowingFile(FilePath);
        file.Write([1, 2, 3]);
        var reading = ReadAsync(file);
        file.Dispose();
        await Should.ThrowAsync<EndOfStreamException>(reading);
    }

    [Fact]
    public async Task Waiting_for_more_ends_with_it()
    {
        using var file = new GrowingFile(FilePath);
        file.Write([1, 2, 3]);
        (await file.MoreThanAsync(2, CancellationToken.None)).ShouldBe(3);
        var more = file.MoreThanAsync(3, CancellationToken.None);
        more.IsCompleted.ShouldBeFalse();
        file.Complete(Descriptor.Of(MediaTypes.OciLayerGzip, Digest.Of([1, 2, 3]), 3));
        (await more).ShouldBe(3);
    }

    [Fact]
    public async Task Waiting_for_more_can_be_stopped()
    {
        using var file = new GrowingFile(FilePath);
        using var stop = new CancellationTokenSource();
        var more = file.MoreThanAsync(0, stop.Token);
        stop.Cancel();
        await Should.ThrowAsync<OperationCanceledException>(more);
    }

    public void Dispose() => _scratch.Dispose();

    private static async Task<byte[]> ReadAsync(GrowingFile file)
    {
        await using var along = file.OpenAlong();
        using var all = new MemoryStream();
        await along.CopyToAsync(all);
        return all.ToArray();
    }
}
