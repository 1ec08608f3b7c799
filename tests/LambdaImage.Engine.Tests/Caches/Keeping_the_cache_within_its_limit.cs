using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Tests.Oci;

namespace LambdaImage.Engine.Tests.Caches;

public sealed class Keeping_the_cache_within_its_limit : IEnvironment, IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private string? _limit = "25";

    string IEnvironment.Home => _scratch["home"];

    string IEnvironment.CacheFolder => _scratch["cache"];

    [Fact]
    public void What_was_not_used_for_longest_goes_first()
    {
        Unit("layers/old/layer.tar.gz", hours: 5);
        Unit("blobs/sha256/older", hours: 9);
        Unit("layers/new/layer.tar.gz", hours: 2);

        Sweep();

        Left().ShouldBe(["layers/new/layer.tar.gz", "layers/old/layer.tar.gz"]);
    }

    [Fact]
    public void A_folder_is_as_young_as_the_youngest_file_in_it()
    {
        Unit("layers/a/layer.tar.gz", hours: 9);
        Unit("layers/a/layer.json", hours: 2);
        Unit("layers/b/layer.tar.gz", hours: 5);

        Sweep();

        Left().ShouldBe(["layers/a/layer.json", "layers/a/layer.tar.gz"]);
    }

    [Fact]
    public void What_another_process_may_be_using_stays_whatever_the_limit()
    {
        _limit = "1B";
        Unit("blobs/sha256/young", hours: 0);

        Sweep();

        Left().ShouldBe(["blobs/sha256/young"]);
    }

    [Fact]
    public void A_file_of_several_names_takes_its_room_once()
    {
        Unit("layers/key/layer.tar.gz", hours: 9);
        Link("layers/key/layer.tar.gz", "builds/one/blob", hours: 5);
        Link("layers/key/layer.tar.gz", "builds/two/blob", hours: 4);
        Unit("blobs/sha256/a", hours: 9);

        Sweep();

        Left().Length.ShouldBe(4, "all of it is 20 bytes");
    }

    [SkippableFact]
    public void What_installations_have_in_common_takes_its_room_once()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows opens each file to tell");
        Unit("host/one/node_modules/lib.js", hours: 9);
        Link("host/one/node_modules/lib.js", "host/two/node_modules/lib.js", hours: 5);
        Link("host/one/node_modules/lib.js", "host/three/node_modules/lib.js", hours: 4);
        Unit("blobs/sha256/a", hours: 9);

        Sweep();

        Left().Length.ShouldBe(4, "all of it is 20 bytes");
    }

    [Fact]
    public void What_is_installed_takes_its_room_file_for_file_however_alike()
    {
        Unit("host/key/app/a.js", hours: 5);
        Unit("host/key/app/b.js", hours: 5);
        File.SetLastWriteTimeUtc(_scratch["cache/host/key/app/b.js"], File.GetLastWriteTimeUtc(_scratch["cache/host/key/app/a.js"]));

        new CacheStore(this, TimeProvider.System).Units().ShouldHaveSingleItem().Size.ShouldBe(20);
    }

    [Fact]
    public void Room_is_free_only_with_the_last_name()
    {
        Unit("layers/key/layer.tar.gz", hours: 9);
        Link("layers/key/layer.tar.gz", "host/one/blob", hours: 5);
        Unit("blobs/sha256/a", hours: 3);
        Unit("blobs/sha256/b", hours: 2);

        Sweep();

        Left().ShouldBe(["blobs/sha256/a", "blobs/sha256/b"]);
    }

    [Fact]
    public void A_build_waits_seven_days_to_be_published()
    {
        _limit = "1B";
        Unit("builds/waiting/image.tar", hours: (7 * 24) - 1);
        Unit("builds/old/image.tar", hours: (7 * 24) + 1);

        Sweep();

        Left().ShouldBe(["builds/waiting/image.tar"]);
    }

    [Fact]
    public void Of_builds_that_nobody_publishes_only_the_newest_wait()
    {
        Unit("builds/a/image.tar", hours: 5);
        Unit("builds/b/image.tar", hours: 4);
        Unit("builds/c/image.tar", hours: 3);

        Sweep();

        Left().ShouldBe(["builds/b/image.tar", "builds/c/image.tar"]);
    }

    [Fact]
    public void Builds_wait_beside_all_the_rest_as_long_as_they_take_half_of_the_room()
    {
        _limit = "40B";
        Unit("builds/a/image.tar", hours: 9);
        Unit("builds/b/image.tar", hours: 8);
        Unit("builds/published/image.tar", hours: 2);
        Unit("builds/published/published", hours: 2);
        Unit("layers/old/layer.tar.gz", hours: 5);

        Sweep();

        Left().ShouldBe(["builds/a/image.tar", "builds/b/image.tar", "builds/published/image.tar", "builds/published/published"]);
    }

    [Fact]
    public void A_clock_that_was_wrong_does_not_put_it_off()
    {
        _limit = "1B";
        Unit("blobs/sha256/a", hours: 9);
        File.SetLastWriteTimeUtc(_scratch.Write("cache/swept", ""), DateTime.UtcNow.AddDays(40));

        Sweep();

        Left().ShouldBeEmpty();
    }

    [SkippableFact]
    public void A_folder_that_does_not_go_whole_has_its_name_no_longer()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "needs to mount something in it");
        _limit = "1B";
        Unit("host/key/app.js", hours: 9);
        var busy = Directory.CreateDirectory(_scratch["cache/host/key/busy"]).FullName;
        Directory.SetLastWriteTimeUtc(_scratch["cache/host/key"], DateTime.UtcNow.AddHours(-9));
        _scratch.Run("mount", "-t", "tmpfs", "tmpfs", busy);
        try
        {
            Sweep();

            Directory.Exists(_scratch["cache/host/key"]).ShouldBeFalse();
        }
        finally
        {
            busy = Path.Combine(Directory.GetDirectories(_scratch["cache/host"]).ShouldHaveSingleItem(), "busy");
            _scratch.Run("umount", busy);
        }

        CacheFile.RemoveFolders(_scratch["cache/host"], DateTime.UnixEpoch);

        Directory.GetDirectories(_scratch["cache/host"]).ShouldBeEmpty();
    }

    [Fact]
    public void Room_is_made_once_an_hour_at_most()
    {
        Sweep();
        Unit("blobs/sha256/a", hours: 9);
        Unit("blobs/sha256/b", hours: 9);
        Unit("blobs/sha256/c", hours: 9);

        Sweep();
        Left().Length.ShouldBe(3);
        new CacheStore(this, new LaterTime(TimeSpan.FromHours(2))).KeepWithinLimit();
        Left().Length.ShouldBe(2);
    }

    [Fact]
    public void What_was_too_young_goes_as_soon_as_it_is_not()
    {
        _limit = "1B";
        Unit("blobs/sha256/a", hours: 0);
        File.SetLastWriteTimeUtc(_scratch["cache/blobs/sha256/a"], DateTime.UtcNow.AddMinutes(-50));
        Unit("blobs/sha256/b", hours: 0);
        Sweep();
        Left().Length.ShouldBe(2);

        new CacheStore(this, new LaterTime(TimeSpan.FromMinutes(5))).KeepWithinLimit();
        Left().Length.ShouldBe(2);
        new CacheStore(this, new LaterTime(TimeSpan.FromMinutes(11))).KeepWithinLimit();
        Left().ShouldBe(["blobs/sha256/b"]);
    }

    [Fact]
    public void A_limit_that_is_no_size_is_told_each_time()
    {
        _limit = "much";

        Should.Throw<LambdaImageException>(Sweep).Target.ShouldBe(CacheStore.LimitVariable);
        Should.Throw<LambdaImageException>(Sweep);
    }

    [Fact]
    public void Files_that_are_not_ours_are_left_alone()
    {
        _limit = "1B";
        Unit("notes.txt", hours: 9);

        Sweep();

        Left().ShouldBe(["notes.txt"]);
    }

    [Theory]
    [InlineData("750", 750)]
    [InlineData("1.5 kB", 1500)]
    [InlineData("20GB", 20_000_000_000)]
    [InlineData("2gib", 2_147_483_648)]
    [InlineData("0", 0)]
    public void A_limit_is_read_as_people_write_it(string text, long bytes) => ByteSize.Parse(text, "LIMIT").ShouldBe(bytes);

    [Theory]
    [InlineData("much")]
    [InlineData("-1GB")]
    [InlineData("GB")]
    [InlineData("1,5GB")]
    [InlineData("99999999999TB")]
    public void What_is_no_size_is_refused(string text)
    {
        var error = Should.Throw<LambdaImageException>(() => ByteSize.Parse(text, "LIMIT"));

        error.Message.ShouldBe($"LIMIT is '{text}', which is no size.");
        error.Remedy.ShouldContain("LIMIT=20GB");
    }

    string? IEnvironment.Get(string name) => name == CacheStore.LimitVariable ? _limit : null;

    public void Dispose() => _scratch.Dispose();

    private void Unit(string name, int hours)
    {
        var (path, used) = (_scratch.Write("cache/" + name, "ten bytes!"), DateTime.UtcNow.AddHours(-hours));
        File.SetLastWriteTimeUtc(path, used);
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(path)!, used);
    }

    /// <summary>Another name for a unit's file. As with a build, only the folder tells when it was used.</summary>
    private void Link(string name, string other, int hours)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch["cache/" + other])!);
        CacheFile.Link(_scratch["cache/" + name], _scratch["cache/" + other]).ShouldBeTrue();
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(_scratch["cache/" + other])!, DateTime.UtcNow.AddHours(-hours));
    }

    private void Sweep() => new CacheStore(this, TimeProvider.System).KeepWithinLimit();

    private string[] Left() =>
    [
        .. Directory.GetFiles(_scratch["cache"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_scratch["cache"], path))
            .Where(path => path != "swept").Order(StringComparer.Ordinal),
    ];

    private sealed class LaterTime(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }
}
