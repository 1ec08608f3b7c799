using System.Security.Cryptography;
using LambdaImage.Engine.Builders.Context;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Oci.Archive;
using LambdaImage.Engine.Oci.Layers;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Registries.Pulling;
using LambdaImage.Engine.Tests.Builders.Daemonless;
using LambdaImage.TestKit.Faults;
using static LambdaImage.TestKit.MemoryImage;

namespace LambdaImage.Engine.Tests.Faults;

/// <summary>Disks of every size from nothing to enough: what is written fits, or the failure is told and nothing is left that could be
/// taken for whole.</summary>
public sealed class Running_out_of_disk : IDisposable
{
    private const int Page = 4;

    private readonly DaemonlessBench _bench = new();
    private readonly IImage _base = Create(null, MediaTypes.DockerManifest, null,
        [Folder("lib"), File("lib/a", Noise(20_000)), File("lib/b", Noise(9_000))]);

    public Running_out_of_disk()
    {
        _bench.With("small.txt").WithImage("base", _base);
        System.IO.File.WriteAllText(_bench.Scratch["project/large"], Noise(30_000));
    }

    [SkippableFact]
    public async Task A_build_that_does_not_fit_is_told_and_makes_no_image()
    {
        using var disk = new SmallDisk(Page);
        _bench.WorkFolder = disk["work"];
        await GrowAsync(disk, async () => (await _bench.BuildAsync("FROM base\nCOPY large /\nCOPY --from=base /lib /copied\n")).Image.Descriptor.Digest,
            onFailure: () => Directory.Exists(disk["work/layout"]).ShouldBeFalse());
        WholeCache.Check(_bench.Scratch["cache"]).ShouldBeGreaterThan(0);
    }

    [SkippableFact]
    public async Task A_cache_that_is_full_never_holds_half_of_anything()
    {
        using var disk = new SmallDisk(Page);
        _bench.CacheFolder = disk["cache"];
        await GrowAsync(disk, async () =>
            {
                var digest = (await _bench.BuildAsync("FROM base\nCOPY large /\nCOPY --from=base /lib /copied\n")).Image.Descriptor.Digest;
                WholeCache.Check(disk["cache"]);
                return digest;
            },
            onFailure: () => WholeCache.Check(disk["cache"]));
    }

    [SkippableFact]
    public async Task A_layout_that_does_not_fit_is_told_and_nothing_appears()
    {
        using var disk = new SmallDisk(Page);
        await GrowAsync(disk, async () =>
            {
                await OciLayout.WriteAsync(_base, disk["out"], "app:v1", LayoutContent.Complete, _bench, CancellationToken.None);
                return await ReadAsync(await OciLayout.OpenAsync(disk["out"], null, null, isCached: false, CancellationToken.None));
            },
            onFailure: () => Directory.EnumerateFileSystemEntries(disk.Path).ShouldBeEmpty());
    }

    [SkippableFact]
    public async Task An_archive_that_does_not_fit_is_told_and_nothing_appears()
    {
        using var disk = new SmallDisk(Page);
        await GrowAsync(disk, async () =>
            {
                await ImageArchive.WriteAsync(_base, disk["out.tar"], "app:v1", _bench, CancellationToken.None);
                return await ReadAsync(await OpenArchiveAsync(disk["out.tar"], _bench.Scratch["compressed"]));
            },
            onFailure: () => Directory.EnumerateFileSystemEntries(disk.Path).ShouldBeEmpty());
    }

    [SkippableTheory]
    [InlineData("out")]
    [InlineData("out.tar")]
    public async Task What_was_there_before_stays_when_the_new_does_not_fit(string name)
    {
        using var disk = new SmallDisk(24);
        var small = Create(null, MediaTypes.DockerManifest, null, [File("a", "a")]);
        await WriteAsync(small);
        (await Should.ThrowAsync<LambdaImageException>(() => WriteAsync(_base))).Kind.ShouldBe(ErrorKind.OutputNotWritable);
        var kept = name == "out" ? await OciLayout.OpenAsync(disk[name], null, null, isCached: false, CancellationToken.None) : await OpenArchiveAsync(disk[name], _bench.Scratch["compressed"]);
        (await ReadAsync(kept)).ShouldBe(small.Descriptor.Digest);
        Directory.EnumerateFileSystemEntries(disk.Path).ShouldBe([disk[name]]);

        Task WriteAsync(IImage image) => name == "out"
            ? OciLayout.WriteAsync(image, disk[name], "app:v1", LayoutContent.Complete, _bench, CancellationToken.None)
            : ImageArchive.WriteAsync(image, disk[name], "app:v1", _bench, CancellationToken.None);
    }

    [SkippableFact]
    public async Task Layers_of_an_archive_that_cannot_be_compressed_are_told()
    {
        var saved = await SavedAsync();
        using var disk = new SmallDisk(Page);
        await GrowAsync(disk, async () => await ReadAsync(await OpenArchiveAsync(saved, disk["cache/compressed"])),
            onFailure: () => WholeCache.Check(disk["cache"]));
    }

    [SkippableFact]
    public async Task A_context_that_does_not_fit_is_told()
    {
        using var disk = new SmallDisk(Page);
        var context = new BuildContext(_bench.Scratch["project"], DockerIgnore.Parse("", null), CancellationToken.None);
        await GrowAsync(disk, async () =>
            {
                await ContextCopy.WriteAsync(context.Tree.Root.Walk().Skip(1), disk["copy"], isLinked: null, CancellationToken.None);
                return Digest.Of(System.IO.File.ReadAllBytes(disk["copy/large"]));
            },
            onFailure: () => { });
    }

    [SkippableFact]
    public async Task Documents_that_do_not_fit_are_fetched_again()
    {
        using var disk = new SmallDisk(Page);
        System.IO.File.WriteAllBytes(disk["full"], new byte[Page * 1024]);
        using var world = new FaultWorld();
        await world.SeedAsync();
        var documents = new StoredDocuments(disk["documents/sha256"]);
        for (var time = 0; time < 2; time++)
            (await world.OpenAsync(world.Catalog(documents: documents))).Descriptor.Digest.ShouldBe(world.Image.Descriptor.Digest);
        world.Proxy.Count(Phase.GetBlob).ShouldBe(2);
        disk.Files.ShouldBe(["full"]);
    }

    [SkippableTheory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task A_disk_that_takes_no_more_files_is_told_too(int files)
    {
        using var disk = new SmallDisk(1024, files);
        Func<Task>[] attempts =
        [
            async () => await new StoredBlobs(disk["blobs/sha256"]).GetAsync(_base.Layers[0], null, CancellationToken.None),
            async () => await new LayerMaker(null, new FileDigests(DateTimeOffset.UnixEpoch), new LayerSpool(disk["work"]), disk["work/a"])
                .MakeAsync([new LayerDraft([File("a", "a")], _ => { })], MediaTypes.OciLayerGzip, CancellationToken.None),
            async () => await OciLayout.WriteAsync(_base, disk["out"], "app:v1", LayoutContent.Complete, _bench, CancellationToken.None),
            async () => await ImageArchive.WriteAsync(_base, disk["folder/out.tar"], "app:v1", _bench, CancellationToken.None),
        ];
        foreach (var attempt in attempts)
        {
            try
            {
                await attempt();
            }
            catch (LambdaImageException full)
            {
                ShouldBeFull(full);
            }

            foreach (var entry in Directory.EnumerateFileSystemEntries(disk.Path))
            {
                if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
                else System.IO.File.Delete(entry);
            }
        }
    }

    public void Dispose() => _bench.Dispose();

    /// <summary>Random letters, which do not get much smaller by compressing.</summary>
    private static string Noise(int length) => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", length);

    private static void ShouldBeFull(LambdaImageException full)
    {
        full.Kind.ShouldBe(ErrorKind.OutputNotWritable, full.ToString());
        full.Message.ShouldStartWith("Tried to ");
        full.Remedy.ShouldContain("choose another", Case.Insensitive);
    }

    /// <summary>Makes the disk larger page by page until the work is done on it twice; the outcome is always the same.</summary>
    private static async Task GrowAsync(SmallDisk disk, Func<Task<Digest>> work, Action onFailure)
    {
        HashSet<Digest> outcomes = [];
        var (failures, successes) = (0, 0);
        for (var size = Page; successes < 2; size += Page)
        {
            disk.Renew(size);
            try
            {
                outcomes.Add(await work());
                successes++;
            }
            catch (LambdaImageException full)
            {
                failures++;
                ShouldBeFull(full);
                onFailure();
            }
        }

        failures.ShouldBeGreaterThan(0);
        outcomes.ShouldHaveSingleItem();
    }

    private static async Task<Digest> ReadAsync(IImage image)
    {
        await FaultWorld.ReadAsync(image);
        return image.Descriptor.Digest;
    }

    private async Task<IImage> OpenArchiveAsync(string path, string compressed) => await ImageArchive.OpenAsync(
        path, isCached: false, LambdaArchitecture.X86_64, new CompressedLayers(compressed, TimeProvider.System), _bench, CancellationToken.None);

    /// <summary>What docker save of old writes: layers are not compressed.</summary>
    private async Task<string> SavedAsync()
    {
        await using var stored = await _base.Layers[0].OpenAsync(CancellationToken.None);
        await using var gzip = new System.IO.Compression.GZipStream(stored, System.IO.Compression.CompressionMode.Decompress);
        var folder = Directory.CreateDirectory(_bench.Scratch["saved"]).FullName;
        await using (var layer = System.IO.File.Create(Path.Combine(folder, "layer.tar"))) await gzip.CopyToAsync(layer);
        System.IO.File.WriteAllBytes(Path.Combine(folder, "config.json"), _base.ConfigBytes.ToArray());
        System.IO.File.WriteAllText(Path.Combine(folder, "manifest.json"), """[{"Config":"config.json","RepoTags":["app:v1"],"Layers":["layer.tar"]}]""");
        var path = _bench.Scratch["saved.tar"];
        await System.Formats.Tar.TarFile.CreateFromDirectoryAsync(folder, path, includeBaseDirectory: false);
        return path;
    }
}
