using LambdaImage.Engine.Caches;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Tests.Oci;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Caches;

public sealed class Clearing_the_cache : IEnvironment, IDisposable
{
    private readonly ScratchFolder _scratch = new();

    string IEnvironment.Home => _scratch["home"];

    string IEnvironment.CacheFolder => _scratch["cache"];

    [Fact]
    public async Task Everything_goes_but_what_a_running_build_may_use()
    {
        Unit("layers/old/layer.tar.gz", hours: 5);
        Unit("builds/old/image/blobs/sha256/a", hours: 2);
        Unit("builds/running/image/blobs/sha256/b", hours: 0);

        var plan = Plan();
        plan.Action.ShouldBe("Remove 2 entries (0 kB) not used for 1 hours");
        plan.Target.ShouldBe(_scratch["cache"]);
        Left().Length.ShouldBe(3);
        var done = await RunAsync(plan);

        Left().ShouldBe(["builds/running/image/blobs/sha256/b"]);
        (done.Path, done.Entries, done.BytesFreed, done.Kept, done.KeptSize).ShouldBe((_scratch["cache"], 2, 20, 1, 10));
    }

    [Fact]
    public async Task What_is_freed_is_told_without_what_another_name_keeps()
    {
        Unit("layers/key/layer.tar.gz", hours: 5);
        Unit("blobs/sha256/a", hours: 5);
        Directory.CreateDirectory(_scratch["cache/builds/running"]);
        CacheFile.Link(_scratch["cache/layers/key/layer.tar.gz"], _scratch["cache/builds/running/blob"]).ShouldBeTrue();

        var done = await RunAsync(Plan());

        (done.Entries, done.BytesFreed, done.KeptSize).ShouldBe((2, 10, 10));
        Left().ShouldBe(["builds/running/blob"]);
    }

    [Fact]
    public async Task Only_what_was_not_used_for_the_time_goes_where_one_is_given()
    {
        Unit("layers/old/layer.tar.gz", hours: 50);
        Unit("layers/new/layer.tar.gz", hours: 5);

        await RunAsync(Plan(new ClearCacheRequest { OlderThan = TimeSpan.FromDays(2) }));

        Left().ShouldBe(["layers/new/layer.tar.gz"]);
    }

    [Fact]
    public async Task A_short_time_does_not_reach_what_is_in_use()
    {
        Unit("blobs/sha256/young", hours: 0);

        await RunAsync(Plan(new ClearCacheRequest { OlderThan = TimeSpan.FromSeconds(1) }));

        Left().ShouldBe(["blobs/sha256/young"]);
    }

    [Fact]
    public async Task All_of_it_goes_with_force()
    {
        Unit("blobs/sha256/young", hours: 0);
        Unit("host/old/app.js", hours: 9);

        (await RunAsync(Plan(new ClearCacheRequest { Force = true }))).Entries.ShouldBe(2);

        Left().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_used_between_the_plan_and_its_run_stays()
    {
        Unit("blobs/sha256/a", hours: 5);
        var plan = Plan();
        CacheFile.Touch(_scratch["cache/blobs/sha256/a"]);

        (await RunAsync(plan)).Entries.ShouldBe(0);

        Left().ShouldBe(["blobs/sha256/a"]);
    }

    [Fact]
    public void A_folder_whose_own_time_was_set_is_in_use_whatever_the_age_of_its_files()
    {
        Unit("host/key/app.js", hours: 50);
        Directory.SetLastWriteTimeUtc(_scratch["cache/host/key"], DateTime.UtcNow);

        Plan().Changes.ShouldBeFalse();
    }

    [Fact]
    public async Task Files_that_are_not_ours_are_left_alone()
    {
        Unit("notes.txt", hours: 9);
        Unit("mine/notes.txt", hours: 9);

        await RunAsync(Plan(new ClearCacheRequest { Force = true }));

        Left().ShouldBe(["mine/notes.txt", "notes.txt"]);
    }

    [Fact]
    public async Task A_cache_that_was_never_made_is_nothing_to_change()
    {
        var plan = Plan();

        plan.Changes.ShouldBeFalse();
        (await RunAsync(plan)).Entries.ShouldBe(0);
    }

    [Fact]
    public void An_age_below_nothing_is_refused() =>
        Should.Throw<LambdaImageException>(() => Plan(new ClearCacheRequest { OlderThan = TimeSpan.FromHours(-1) })).Kind.ShouldBe(ErrorKind.RequestInvalid);

    string? IEnvironment.Get(string name) => null;

    public void Dispose() => _scratch.Dispose();

    private void Unit(string name, int hours)
    {
        var (path, used) = (_scratch.Write("cache/" + name, "ten bytes!"), DateTime.UtcNow.AddHours(-hours));
        File.SetLastWriteTimeUtc(path, used);
        for (var folder = Path.GetDirectoryName(path)!; folder != _scratch["cache"]; folder = Path.GetDirectoryName(folder)!)
            Directory.SetLastWriteTimeUtc(folder, used);
    }

    private Plan<CacheCleanup> Plan(ClearCacheRequest? request = null) =>
        new ClearCachePlanner(new EngineParts(this, null!, null!, null!, TimeProvider.System)).Plan(request ?? new ClearCacheRequest());

    private static Task<CacheCleanup> RunAsync(Plan<CacheCleanup> plan) => plan.RunAsync(new RecordingReporter(), CancellationToken.None);

    private string[] Left() =>
    [
        .. Directory.GetFiles(_scratch["cache"], "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_scratch["cache"], path))
            .Order(StringComparer.Ordinal),
    ];
}
