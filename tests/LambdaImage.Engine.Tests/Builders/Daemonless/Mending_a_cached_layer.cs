using LambdaImage.Engine.Builders;
using LambdaImage.Engine.Oci.Layout;
using LambdaImage.Engine.Tests.Registries;
using LambdaImage.TestKit.Faults;

namespace LambdaImage.Engine.Tests.Builders.Daemonless;

/// <summary>Disks lose bits without telling: size and time of the file stay as they were.</summary>
public sealed class Mending_a_cached_layer : IDisposable
{
    private const string Dockerfile = "FROM scratch\nCOPY a.txt /\nCMD [\"a\"]\n";

    private readonly DaemonlessBench _bench = new DaemonlessBench().With("a.txt");
    private readonly RegistryWorld _world = new();

    [Fact]
    public async Task A_damaged_one_is_never_published_and_made_anew_by_the_next_build()
    {
        await _bench.BuildAsync(Dockerfile);
        Damage(_bench.Scratch["cache"]);

        var error = await Should.ThrowAsync<LambdaImageException>(async () => await PublishAsync(await _bench.BuildAsync(Dockerfile)));
        var mended = await _bench.BuildAsync(Dockerfile);
        await PublishAsync(mended);

        error.Kind.ShouldBe(ErrorKind.DigestMismatch);
        error.Remedy.ShouldContain("Run the command again");
        error.Remedy.ShouldContain("the damaged layer was dropped from the cache");
        HowLayersWereMade().ShouldBe(["compressed", "was compressed before", "compressed"]);
        _world.Registry.Repository("app").Tags["v1"].ShouldBe(mended.Image.Descriptor.Digest);
    }

    [Fact]
    public async Task An_image_that_waits_to_be_published_shares_the_damage_and_the_cure()
    {
        var built = await _bench.BuildAsync(Dockerfile);
        Damage(_bench.Scratch["cache"]);

        (await Should.ThrowAsync<LambdaImageException>(() => PublishAsync(built))).Kind.ShouldBe(ErrorKind.DigestMismatch);
        await PublishAsync(await _bench.BuildAsync(Dockerfile));

        _world.Registry.Repository("app").Tags.ShouldContainKey("v1");
    }

    [SkippableFact]
    public async Task Where_the_cache_is_on_another_disk_the_damage_is_found_before_it_is_copied()
    {
        using var disk = new SmallDisk(kibibytes: 1024);
        _bench.CacheFolder = disk["cache"];
        await _bench.BuildAsync(Dockerfile);
        Damage(disk["cache"]);

        await PublishAsync(await _bench.BuildAsync(Dockerfile));

        HowLayersWereMade().ShouldBe(["compressed", "compressed"]);
    }

    public void Dispose()
    {
        _world.Dispose();
        _bench.Dispose();
    }

    /// <summary>As another process does it: it knows where the image is, and nothing else.</summary>
    private async Task PublishAsync(BuildResult built) =>
        await _world.PushAsync(await OciLayout.OpenAsync(built.Location.Value, null, null, isCached: true, CancellationToken.None), tags: "v1");

    private IEnumerable<string> HowLayersWereMade() =>
        _bench.Log.Where(line => line.Contains("Layer of ")).Select(line => line.Split(", ")[2]);

    private static void Damage(string cache)
    {
        var path = Directory.GetFiles(Path.Combine(cache, "layers"), "*.tar.gz", SearchOption.AllDirectories).ShouldHaveSingleItem();
        var written = File.GetLastWriteTimeUtc(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite))
        {
            file.Position = file.Length / 2;
            var old = file.ReadByte();
            file.Position--;
            file.WriteByte((byte)(old ^ 1));
        }

        File.SetLastWriteTimeUtc(path, written);
    }
}
