using System.Security.Cryptography;
using System.Text;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Tests.Oci;

public sealed class Remembering_the_digests_of_files : IDisposable
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;
    private static readonly DateTime LongAgo = Now.UtcDateTime.AddHours(-1);

    private readonly ScratchFolder _scratch = new();

    [Fact]
    public void A_file_that_kept_its_stamp_is_not_read_again()
    {
        var file = new DiskContent(Write("first", LongAgo), new FileStamp(5, LongAgo.Ticks, 1));
        var digests = new FileDigests(Now);
        digests.Remember(file.Path, file.Stamp, Sha256("other"));

        digests.Of(file, CancellationToken.None).ShouldBe(Sha256("other"));
        digests.Of(new DiskContent(file.Path, file.Stamp with { Identity = 2 }), CancellationToken.None).ShouldBe(Sha256("first"));
    }

    [Fact]
    public void A_change_that_set_the_time_back_is_seen()
    {
        var path = Write("first", LongAgo);
        Build(Now, path);
        Overwrite(path, "other", LongAgo);

        Build(Now, path).ShouldBe(Sha256("other"));
    }

    [Fact]
    public void A_file_with_another_time_is_read_again()
    {
        var path = Write("first", LongAgo);
        Build(Now, path);
        Overwrite(path, "other", LongAgo.AddSeconds(1));

        Build(Now, path).ShouldBe(Sha256("other"));
    }

    [Fact]
    public void A_file_of_another_length_is_read_again()
    {
        var path = Write("first", LongAgo);
        Build(Now, path);
        Overwrite(path, "longer", LongAgo);

        Build(Now, path).ShouldBe(Sha256("longer"));
    }

    [Fact]
    public void A_file_that_another_was_moved_over_is_read_again()
    {
        var path = Write("first", LongAgo);
        Build(Now, path);
        var other = _scratch.Write("other", "other");
        File.SetLastWriteTimeUtc(other, LongAgo);
        File.Move(other, path, overwrite: true);

        Build(Now, path).ShouldBe(Sha256("other"));
    }

    [Fact]
    public void Where_the_one_call_for_all_is_refused_a_file_that_did_not_change_is_known()
    {
        var path = Write("first", LongAgo);

        FileIdentity.Of(path).ShouldBe(FileIdentity.Of(path));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(-3, true)]
    [InlineData(60, false)]
    public void A_file_that_changed_just_before_the_build_is_not_trusted_by_the_next(int secondsBefore, bool isTrusted)
    {
        // Within one tick of the file system's clock it could change again and keep its stamp.
        var changed = Now.UtcDateTime.AddSeconds(secondsBefore);
        var path = Write("first", changed);
        var digests = new FileDigests(Now);

        digests.Of(new DiskContent(path, FileStatus.Of(path).Stamp), CancellationToken.None);

        digests.Trusted().Any().ShouldBe(isTrusted);
    }

    [Fact]
    public void What_an_unchanged_project_reads_is_in_use()
    {
        var path = Write("first", LongAgo);
        Build(Now, path);
        var store = Directory.GetFiles(_scratch["store"]).ShouldHaveSingleItem();
        File.SetLastWriteTimeUtc(store, LongAgo);

        Build(Now, path);

        File.GetLastWriteTimeUtc(store).ShouldBeGreaterThan(LongAgo);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void What_is_damaged_is_as_good_as_nothing(int kept)
    {
        var path = Write("first", LongAgo);
        Build(Now, path);
        var store = Directory.GetFiles(_scratch["store"]).ShouldHaveSingleItem();
        using (var file = File.OpenWrite(store)) file.SetLength(kept);
        Overwrite(path, "other", LongAgo);

        Build(Now, path).ShouldBe(Sha256("other"));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_to_is_no_failure()
    {
        _scratch.Write("store", "a file");

        Build(Now, Write("first", LongAgo)).ShouldBe(Sha256("first"));
    }

    [Fact]
    public void A_large_file_is_not_read_to_its_end_when_nobody_waits()
    {
        var path = _scratch["large"];
        using (var file = File.Create(path)) file.SetLength(1L << 40);

        Should.Throw<OperationCanceledException>(() =>
            new FileDigests(DateTimeOffset.UtcNow).Of(new DiskContent(path, FileStatus.Of(path).Stamp), new CancellationToken(canceled: true)));
    }

    public void Dispose() => _scratch.Dispose();

    private byte[] Build(DateTimeOffset start, string path)
    {
        var store = new FileDigestStore(_scratch["store"], "project");
        var digests = store.Open(start);
        var digest = digests.Of(new DiskContent(path, FileStatus.Of(path).Stamp), CancellationToken.None);
        store.Keep(digests);
        return digest;
    }

    private string Write(string text, DateTime modified)
    {
        var path = _scratch.Write("file", text);
        File.SetLastWriteTimeUtc(path, modified);
        return path;
    }

    private static void Overwrite(string path, string text, DateTime modified)
    {
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, modified);
    }

    private static byte[] Sha256(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
