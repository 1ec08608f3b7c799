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

    public void Dispose() => _scratch.Dispose();

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
