using System.Security.Cryptography;
using System.Text;
using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.TestKit;
using NSubstitute;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Oci;

public sealed class Reading_a_layer : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly IWorkReporter _reporter = Substitute.For<IWorkReporter>();

    [SkippableTheory]
    [InlineData("gnu")]
    [InlineData("pax")]
    [InlineData("ustar")]
    public async Task Archives_of_GNU_tar_are_read_in_every_format(string format)
    {
        Skip.IfNot(ScratchFolder.Has("tar"), "needs tar");
        var longName = string.Join('/', Enumerable.Repeat("a-rather-long-folder-name", 6)) + "/file";
        _scratch.Write("in/" + longName, "long");
        _scratch.Write("in/plain", "text");
        System.IO.File.CreateSymbolicLink(_scratch["in/link"], "plain");
        _scratch.Run("ln", "in/plain", "in/second");
        _scratch.Run("tar", "-C", "in", "--sort=name", $"--format={format}", "-czf", "out.tgz", ".");

        var found = await ReadAsync(System.IO.File.OpenRead(_scratch["out.tgz"]));

        found.Single(entry => entry.Path == longName).Kind.ShouldBe(EntryKind.File);
        found.Single(entry => entry.Path == "link").LinkTarget.ShouldBe("plain");
        found.Single(entry => entry.Path == "second").ShouldSatisfyAllConditions(
            entry => entry.Kind.ShouldBe(EntryKind.HardLink), entry => entry.LinkTarget.ShouldBe("plain"));
    }

    [Fact]
    public async Task Attributes_that_are_no_text_are_read_byte_by_byte_and_written_again()
    {
        byte[] setUser = [1, 0, 0, 2, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        byte[] tar =
        [
            .. Entry('g', Record("comment", "for all"u8)),
            .. Entry('x', [.. Record("mtime", "1.5"u8), .. Record("SCHILY.xattr.security.capability", setUser), .. Record("SCHILY.xattr.user.all", all)]),
            .. Entry('0', "content"u8), .. Entry('0', new byte[1024]),
            .. Entry('L', "a-long-name\0"u8), .. Entry('0', []), .. Entry('x', Record("SCHILY.xattr.user.empty", [])), .. Entry('0', []),
            .. Entry('5', []), .. Entry('x', Record("SCHILY.xattr.user.last", [0xFF])), .. Entry('2', []), .. new byte[1024],
        ];

        var found = await ReadAsync(new MemoryStream(tar));
        using var again = new MemoryStream();
        var writer = new LayerTarWriter(again);
        foreach (var entry in found) writer.Write(entry, CancellationToken.None);
        writer.Finish();
        again.Position = 0;

        string[] expected =
        [
            $"security.capability={Convert.ToHexString(setUser)} user.all={Convert.ToHexString(all)}", "", "", "user.empty=", "", "user.last=FF",
        ];
        found[2].Path.ShouldBe("a-long-name");
        found.Select(Attributes).ShouldBe(expected);
        (await ReadAsync(again)).Select(Attributes).ShouldBe(expected);

        static string Attributes(LayerEntry entry) =>
            string.Join(' ', (entry.ExtendedAttributes ?? new Dictionary<string, byte[]>()).Select(pair => $"{pair.Key}={Convert.ToHexString(pair.Value)}"));
    }

    [SkippableTheory]
    [InlineData("--format=gnu")]
    [InlineData("--format=pax", "--sparse-version=0.0")]
    [InlineData("--format=pax", "--sparse-version=0.1")]
    [InlineData("--format=pax", "--sparse-version=1.0")]
    public async Task Sparse_files_have_their_zeros_again(params string[] format)
    {
        const int parts = 60;
        const int distance = 16 * 1024;
        Skip.IfNot(ScratchFolder.Has("tar"), "needs tar");
        Directory.CreateDirectory(_scratch["in"]);
        await using (var file = System.IO.File.Create(_scratch["in/holes"]))
        {
            for (var part = 0; part < parts; part++)
            {
                file.Position = (part + 1) * distance;
                file.Write(Encoding.UTF8.GetBytes($"part {part}"));
            }

            file.SetLength((parts + 3) * distance);
        }

        await using (var file = System.IO.File.Create(_scratch["in/nothing"])) file.SetLength(1_000_000);
        _scratch.Write("in/plain", "text");
        _scratch.Run("tar", ["-C", "in", "--sort=name", "-S", "--hole-detection=raw", .. format, "-cf", "out.tar", "holes", "nothing", "plain"]);

        var found = new List<string>();
        await using var tar = System.IO.File.OpenRead(_scratch["out.tar"]);
        await foreach (var item in LayerReader.ReadAsync(tar, "layer", CancellationToken.None))
        {
            using var content = new MemoryStream();
            await item.Data!.CopyToAsync(content);
            content.Length.ShouldBe(item.Length);
            content.ToArray().ShouldBe(await System.IO.File.ReadAllBytesAsync(_scratch["in/" + item.Entry.Path]));
            found.Add(item.Entry.Path);
        }

        found.ShouldBe(["holes", "nothing", "plain"]);
        tar.Length.ShouldBeLessThan(1_000_000);
    }

    [Theory]
    [InlineData("GNU.sparse.map=0,5,3,5", "overlap")]
    [InlineData("GNU.sparse.map=0,5,100,5", "overlap or lie beyond the end")]
    [InlineData("GNU.sparse.map=0", "ends within a pair")]
    [InlineData("GNU.sparse.map=0,x", "'x' for a number")]
    [InlineData("GNU.sparse.major=2", "unknown version 2")]
    [InlineData("GNU.sparse.major=1\nGNU.sparse.minor=0", "something else than numbers")]
    public async Task A_damaged_map_of_a_sparse_file_is_told(string records, string problem)
    {
        byte[][] lines = [.. $"{records}\nGNU.sparse.size=20".Split('\n').Select(line => line.Split('=')).Select(pair => Record(pair[0], Encoding.UTF8.GetBytes(pair[1])))];
        byte[] tar = [.. Entry('x', [.. lines.SelectMany(line => line)]), .. Entry('0', [.. Enumerable.Repeat((byte)'7', 600)]), .. new byte[1024]];

        var error = await Should.ThrowAsync<LambdaImageException>(() => ReadAsync(new MemoryStream(tar)));

        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        error.Message.ShouldContain(problem);
    }

    [Fact]
    public async Task A_header_that_claims_to_be_huge_is_refused_before_there_is_memory_for_it()
    {
        var header = new byte[LayerTarHeader.BlockSize];
        LayerTarHeader.Fill(header, 'x', "name", null, new LayerEntry("", EntryKind.File), LayerTarHeader.LargestSize);

        var error = await Should.ThrowAsync<LambdaImageException>(() => ReadAsync(new MemoryStream(header)));

        error.Kind.ShouldBe(ErrorKind.ImageInvalid);
        error.Message.ShouldContain("claims to have 8589934591 bytes");
    }

    [Fact]
    public async Task Bytes_that_are_not_those_of_the_digest_fail()
    {
        var layer = Create(layers: [[File("a", "text")]]).Layers[0];
        var other = layer.Descriptor with { DigestText = Digest.Of("other"u8).Value };

        var error = await Should.ThrowAsync<LambdaImageException>(async () =>
        {
            await using var bytes = await layer.OpenAsync(CancellationToken.None);
            await ReadAsync(new VerifyingStream(bytes, other, "layer"));
        });

        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
    }

    [SkippableTheory]
    [InlineData("zstd")]
    [InlineData("xz")]
    [InlineData("bzip2")]
    public async Task Rare_compressions_are_read_and_damage_in_them_is_told(string program)
    {
        Skip.IfNot(ScratchFolder.Has("tar") && ScratchFolder.Has(program), $"needs tar and {program}");
        var noise = new byte[200_000];
        new Random(3).NextBytes(noise);
        _scratch.Write("in/a", Convert.ToBase64String(noise));
        _scratch.Write("in/b", "text");
        _scratch.Run("tar", "-C", "in", $"--use-compress-program={program}", "-cf", "packed", "a", "b");
        var packed = await System.IO.File.ReadAllBytesAsync(_scratch["packed"]);

        (await ReadAsync(new MemoryStream(packed))).Select(entry => entry.Path).ShouldBe(["a", "b"]);

        var half = packed.Length / 2;
        (await Should.ThrowAsync<LambdaImageException>(() => ReadAsync(new MemoryStream(packed[..half])))).Kind.ShouldBe(ErrorKind.ImageInvalid);
        packed.AsSpan(half, 2000).Clear();
        (await Should.ThrowAsync<LambdaImageException>(() => ReadAsync(new MemoryStream(packed)))).Kind.ShouldBe(ErrorKind.ImageInvalid);
    }

    [Fact]
    public async Task A_path_that_leaves_the_image_is_refused()
    {
        var image = Create(layers: [[File("../etc/passwd")]]);

        (await Should.ThrowAsync<LambdaImageException>(() => TreeAsync(image))).Kind.ShouldBe(ErrorKind.ImageInvalid);
    }

    [Fact]
    public async Task Something_else_than_a_tar_is_refused()
    {
        var noise = new byte[2048];
        new Random(1).NextBytes(noise);

        (await Should.ThrowAsync<LambdaImageException>(() => ReadAsync(new MemoryStream(noise)))).Kind.ShouldBe(ErrorKind.ImageInvalid);
    }

    [Fact]
    public async Task Whiteouts_hide_what_lower_layers_have_and_nothing_else()
    {
        var tree = await TreeAsync(Create(layers:
        [
            [Folder("a"), File("a/gone"), File("a/kept"), Folder("dir"), File("dir/old"), Folder("again"), File("again/old")],
            [Hide("a/gone"), File("dir/new"), File("dir/.wh..wh..opq"), Hide("again"), Folder("again"), File("again/new")],
        ]));

        tree.Root.Walk().Skip(1).Select(node => node.Path).ShouldBe(["a", "a/kept", "again", "again/new", "dir", "dir/new"]);
    }

    [Fact]
    public async Task Links_are_followed_inside_the_image_and_never_out_of_it()
    {
        var tree = await TreeAsync(Create(layers:
        [
            [
                Folder("usr/lib"), File("usr/lib/libc.so", "c"), Link("lib", "usr/lib"), Link("up", "../../../usr"),
                Link("absolute", "/usr/lib/libc.so"), Link("loop", "loop"), Link("lib2", "/lib"),
            ],
            [File("lib/more.so", "through a link")],
        ]));

        tree.Find("lib/libc.so")?.Path.ShouldBe("usr/lib/libc.so");
        tree.Find("lib2/more.so")?.Path.ShouldBe("usr/lib/more.so");
        tree.Find("up/lib")?.Path.ShouldBe("usr/lib");
        tree.Find("absolute")?.Path.ShouldBe("usr/lib/libc.so");
        tree.Find("absolute", followLast: false)?.Kind.ShouldBe(EntryKind.SymbolicLink);
        tree.Find("loop").ShouldBeNull();
        tree.Resolve("lib/new/file").ShouldBe("usr/lib/new/file");
        tree.Resolve("/nowhere/./x").ShouldBe("nowhere/x");
    }

    [Fact]
    public async Task Content_is_taken_out_of_a_layer_in_one_pass()
    {
        var image = Create(layers: [[File("a", "first"), File("b", "second"), File("c", "")]]);
        var tree = await TreeAsync(image);
        using var spool = new LayerSpool(_scratch["work"]);

        await spool.TakeOutAsync([tree.Find("c")!.Entry.Content, tree.Find("b")!.Entry.Content], CancellationToken.None);

        using var text = new StreamReader(tree.Find("b")!.Entry.Content!.Open());
        text.ReadToEnd().ShouldBe("second");
        ((MemoryLayer)image.Layers[0]).Opened.ShouldBe(1);
    }

    [Fact]
    public async Task A_layer_that_cannot_be_read_is_not_taken_for_a_cache_that_cannot_be_written()
    {
        var image = Create(layers: [[File("a", Convert.ToBase64String(RandomNumberGenerator.GetBytes(200_000)))]]);
        var bytes = await image.Layers[0].OpenAsync(CancellationToken.None);
        var layer = Substitute.For<ILayer>();
        layer.Descriptor.Returns(image.Layers[0].Descriptor);
        layer.OpenAsync(default).ReturnsForAnyArgs(_ => Task.FromResult<Stream>(new VerifyingStream(new BreakingStream(bytes, 100_000), layer.Descriptor, "/media/stick/layer")));
        using var spool = new LayerSpool(_scratch["work"]);

        var error = await Should.ThrowAsync<LambdaImageException>(() => spool.TakeOutAsync([new LayerContent(layer, 0, 1)], CancellationToken.None));

        (error.Kind, error.Target).ShouldBe((ErrorKind.ImageNotFound, "/media/stick/layer"));
        error.Message.ShouldBe("Tried to read /media/stick/layer but failed: Connection reset by peer");
    }

    public void Dispose() => _scratch.Dispose();

    /// <summary>A header and what follows it, as a tar has them.</summary>
    private static byte[] Entry(char type, ReadOnlySpan<byte> content)
    {
        var block = new byte[LayerTarHeader.BlockSize];
        LayerTarHeader.Fill(block, type, "name", type == '2' ? "target" : null, new LayerEntry("", EntryKind.File), content.Length);
        return [.. block, .. content, .. new byte[-content.Length & (LayerTarHeader.BlockSize - 1)]];
    }

    private static byte[] Record(string name, ReadOnlySpan<byte> value)
    {
        var rest = name.Length + value.Length + 3;
        var length = Enumerable.Range(rest, 5).First(length => length == rest + $"{length}".Length);
        return [.. Encoding.UTF8.GetBytes($"{length} {name}="), .. value, (byte)'\n'];
    }

    private Task<FileTree> TreeAsync(IImage image) =>
        new ImageListings(new StoredBlobs(_scratch["blobs"]), new BuildSteps(_reporter), _reporter).TreeAsync(image, "image", CancellationToken.None);

    private static async Task<IReadOnlyList<LayerEntry>> ReadAsync(Stream stored)
    {
        await using (stored)
        {
            var found = new List<LayerEntry>();
            await foreach (var item in LayerReader.ReadAsync(stored, "layer", CancellationToken.None)) found.Add(item.Entry);
            return found;
        }
    }
}
