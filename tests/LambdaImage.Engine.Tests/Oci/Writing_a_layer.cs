using System.Formats.Tar;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.TestKit;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Oci;

public sealed class Writing_a_layer : IDisposable
{
    private static readonly string LongName = string.Join('/', Enumerable.Repeat("folder-with-a-long-name", 12)) + "/file.txt";

    private readonly ScratchFolder _scratch = new();

    [Fact]
    public async Task Its_bytes_depend_on_nothing_but_the_entries()
    {
        var written = await WriteAsync(Sample());

        // Known answer: must never change, on any machine, in any time zone, with any version of .NET.
        written.DiffId.Value.ShouldBe("sha256:4cadcdb627037be114e312ae9d7357f77c5b1e55ef4dcaa9ad3ab105ab90b239");
    }

    [SkippableFact]
    public async Task GNU_tar_reads_back_every_name_mode_and_link()
    {
        Skip.IfNot(ScratchFolder.Has("tar"), "needs tar");
        var written = await WriteAsync(Sample());

        var listing = _scratch.Run("tar", "--utc", "--numeric-owner", "--quoting-style=literal", "-tvzf", written.Layer.Path);

        listing.ShouldBe(
            $"""
            drwxr-xr-x 0/0               0 1970-01-01 00:00 a/
            -rwxr-xr-x 0/0               4 1970-01-01 00:00 a/run.sh
            lrwxrwxrwx 0/0               0 1970-01-01 00:00 a/to-run -> run.sh
            -rw-r--r-- 0/0               2 1970-01-01 00:00 {LongName}
            -rw-r--r-- 3000000/4000000   3 1970-01-01 00:00 own
            -rw-r--r-- 0/0               4 1970-01-01 00:00 ünïcödé 文件 😀

            """);
    }

    [Fact]
    public async Task The_second_name_of_shared_content_becomes_a_hard_link()
    {
        var first = File("a", "same");

        var written = await WriteAsync([first, first with { Path = "b" }]);

        (await TarListing.OfAsync(written.Layer)).ShouldBe(["file 0644 0:0 a = same", "hard 0644 0:0 b -> a"]);
    }

    [Fact]
    public void Every_parent_folder_comes_before_its_children()
    {
        var entries = new LayerEntries();
        entries.Add(File("var/task/node_modules/a.js"));
        entries.Add(File("var/task-file"));
        entries.Add(File("opt/x"));

        var complete = entries.Complete(path => Folder(path, path == "opt" ? 0b111_000_000 : LayerEntry.Executable));

        complete.Select(entry => entry.Path).ShouldBe(
            ["opt", "opt/x", "var", "var/task", "var/task-file", "var/task/node_modules", "var/task/node_modules/a.js"]);
        complete[0].Mode.ShouldBe(0b111_000_000);
    }

    [Fact]
    public void A_file_of_eight_gibibytes_gets_its_size_into_a_PAX_record()
    {
        var head = new HeadStream();
        var content = new EndlessContent(8L << 30);

        Should.Throw<EndOfStreamException>(() =>
            new LayerTarWriter(head).Write(new LayerEntry("big", EntryKind.File) { Content = content }, CancellationToken.None));

        Encoding.ASCII.GetString(head.Bytes.AsSpan(512, 19)).ShouldBe("19 size=8589934592\n");
    }

    [Fact]
    public async Task A_file_that_grows_while_it_is_read_is_refused()
    {
        var path = _scratch.Write("growing", "1234");

        var error = await Should.ThrowAsync<LambdaImageException>(() =>
            WriteAsync([new LayerEntry("growing", EntryKind.File) { Content = new DiskContent(path, new FileStamp(3, 0, 0)) }]));

        error.Kind.ShouldBe(ErrorKind.BuildFailed);
    }

    [Fact]
    public async Task A_file_that_vanished_is_named()
    {
        var error = await Should.ThrowAsync<LambdaImageException>(() =>
            WriteAsync([new LayerEntry("gone", EntryKind.File) { Content = new DiskContent(_scratch["gone"], new FileStamp(3, 0, 0)) }]));

        error.Kind.ShouldBe(ErrorKind.ContextFileNotFound);
        error.Message.ShouldContain(_scratch["gone"]);
    }

    [Fact]
    public async Task The_second_time_the_compressed_form_comes_from_the_cache()
    {
        var first = await WriteAsync(Sample());
        var second = await WriteAsync(Sample());

        (first.WasCached, second.WasCached).ShouldBe((false, true));
        second.Layer.Descriptor.ShouldBe(first.Layer.Descriptor);
    }

    [Fact]
    public async Task A_damaged_cache_is_not_used()
    {
        var first = await WriteAsync(Sample());
        System.IO.File.AppendAllText(first.Layer.Path, "x");

        var second = await WriteAsync(Sample());

        second.WasCached.ShouldBeFalse();
        Digest.Of(System.IO.File.ReadAllBytes(second.Layer.Path)).ShouldBe(first.Layer.Descriptor.Digest);
    }

    [Fact]
    public async Task A_cache_whose_file_lost_its_end_is_not_used()
    {
        var first = await WriteAsync(Sample());
        using (var file = System.IO.File.OpenWrite(first.Layer.Path)) file.SetLength(file.Length - 1);

        (await WriteAsync(Sample())).WasCached.ShouldBeFalse();
    }

    [Fact]
    public async Task A_cache_that_was_only_touched_is_checked_and_used()
    {
        var first = await WriteAsync(Sample());
        System.IO.File.SetLastWriteTimeUtc(first.Layer.Path, DateTime.UnixEpoch);

        (await WriteAsync(Sample())).WasCached.ShouldBeTrue();
    }

    [Fact]
    public async Task A_layer_of_a_build_outlives_its_place_in_the_cache()
    {
        await WriteAsync(Sample());
        var cached = await WriteAsync(Sample());
        Directory.Delete(_scratch["cache"], recursive: true);

        cached.WasCached.ShouldBeTrue();
        await cached.Layer.CheckAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Damage_to_a_layer_that_has_several_names_is_found_by_any()
    {
        await WriteAsync(Sample());
        var cached = await WriteAsync(Sample());
        System.IO.File.AppendAllText(cached.Layer.Path, "x");

        (await WriteAsync(Sample())).WasCached.ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_with_the_same_length_and_another_content_than_its_key_says_is_refused()
    {
        var path = _scratch.Write("swapped", "before");
        var entry = new LayerEntry("swapped", EntryKind.File) { Content = new DiskContent(path, FileStatus.Of(path).Stamp) };
        var digests = Digests();
        await LayerKeyWriter.KeyOfAsync([entry], digests, CancellationToken.None);
        System.IO.File.WriteAllText(path, "behind");

        var error = await Should.ThrowAsync<LambdaImageException>(() =>
            new LayerWriter(digests, _scratch["work"]).WriteAsync([entry], MediaTypes.OciLayerGzip, null, CancellationToken.None));

        error.Message.ShouldContain("it changed while it was read");
    }

    [Fact]
    public async Task What_compresses_badly_is_stored()
    {
        var noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);

        var written = await WriteAsync([new LayerEntry("noise", EntryKind.File) { Content = new InlineContent(noise) }]);

        written.Layer.Descriptor.Size.ShouldBeInRange(3_000_000, 3_003_000);
        await using var stored = await written.Layer.OpenAsync(CancellationToken.None);
        await using var plain = await LayerReader.DecompressAsync(stored, CancellationToken.None);
        using var bytes = new MemoryStream();
        await plain.CopyToAsync(bytes);
        bytes.ToArray().AsSpan(512, noise.Length).SequenceEqual(noise).ShouldBeTrue();
    }

    [Fact]
    public async Task Nothing_is_left_behind_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        var writer = new LayerWriter(Digests(), _scratch["work"]);

        await Should.ThrowAsync<OperationCanceledException>(() =>
            writer.WriteAsync(Sample(), MediaTypes.OciLayerGzip, _ => cancel.Cancel(), cancel.Token));

        Directory.GetFiles(_scratch["work"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task PAX_records_survive_the_frameworks_reader()
    {
        var written = await WriteAsync([new LayerEntry(LongName, EntryKind.File)
        {
            ExtendedAttributes = new Dictionary<string, byte[]> { ["user.note"] = "häh"u8.ToArray() },
            ModifiedAt = -5,
        }]);

        await using var stored = await written.Layer.OpenAsync(CancellationToken.None);
        await using var plain = await LayerReader.DecompressAsync(stored, CancellationToken.None);
        await using var tar = new TarReader(plain);
        var entry = (await tar.GetNextEntryAsync()).ShouldBeOfType<PaxTarEntry>();
        entry.Name.ShouldBe(LongName);
        entry.ExtendedAttributes["SCHILY.xattr.user.note"].ShouldBe("häh");
        entry.ModificationTime.ToUnixTimeSeconds().ShouldBe(-5);
    }

    [Property]
    public async Task Any_name_owner_time_and_content_is_read_back(NonEmptyString name, NonNegativeInt user, NonNegativeInt group, int time, byte[] content)
    {
        // A path has no empty parts and no NUL, and a lone surrogate is no text.
        var text = new string([.. name.Get.Where(letter => letter != '\0' && !char.IsSurrogate(letter))]);
        var path = string.Join('/', text.Split('/').Where(part => part is not ("" or "." or "..")));
        if (path.Length == 0) path = "x";
        var entry = new LayerEntry(path, EntryKind.File)
        {
            Content = new InlineContent(content),
            UserId = user.Get,
            GroupId = group.Get,
            ModifiedAt = time,
        };
        using var bytes = new MemoryStream();
        var writer = new LayerTarWriter(bytes);
        writer.Write(entry, CancellationToken.None);
        writer.Finish();
        bytes.Position = 0;

        await foreach (var item in LayerReader.ReadAsync(bytes, "layer", CancellationToken.None))
        {
            using var read = new MemoryStream();
            if (item.Data is not null) await item.Data.CopyToAsync(read);
            read.ToArray().ShouldBe(content);
            (item.Entry with { Content = entry.Content }).ShouldBe(entry);
        }
    }

    public void Dispose() => _scratch.Dispose();

    private static IReadOnlyList<LayerEntry> Sample() =>
    [
        Folder("a"),
        File("a/run.sh", "true", LayerEntry.Executable),
        Link("a/to-run", "run.sh"),
        File(LongName, "xy"),
        File("own", "abc") with { UserId = 3_000_000, GroupId = 4_000_000 },
        File("ünïcödé 文件 😀", "four"),
    ];

    private static FileDigests Digests() => new(TimeProvider.System.GetUtcNow());

    private async Task<WrittenLayer> WriteAsync(IReadOnlyList<LayerEntry> entries)
    {
        using var spool = new LayerSpool(_scratch["work"]);
        var maker = new LayerMaker(new LayerCache(_scratch["cache"]), Digests(), spool, _scratch["work"]);
        return (await maker.MakeAsync([new LayerDraft(entries)], MediaTypes.OciLayerGzip, CancellationToken.None)).ShouldHaveSingleItem();
    }

    /// <summary>Claims a length it could never be tested with, and ends early.</summary>
    private sealed class EndlessContent(long length) : EntryContent
    {
        public override long Length => length;

        public override Stream Open() => new MemoryStream(new byte[4096]);

        public override byte[] Identify(FileDigests digests, CancellationToken cancel) => throw new NotSupportedException();
    }

    /// <summary>Keeps the first blocks and refuses the rest.</summary>
    private sealed class HeadStream : MemoryStream
    {
        public byte[] Bytes => ToArray();

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Length > 1024) throw new EndOfStreamException();
            base.Write(buffer, offset, count);
        }
    }
}
