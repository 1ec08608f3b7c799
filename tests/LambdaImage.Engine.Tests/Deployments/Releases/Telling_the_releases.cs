using LambdaImage.Engine.Deployments.Releases;

namespace LambdaImage.Engine.Tests.Deployments.Releases;

public sealed class Telling_the_releases : IDisposable
{
    private readonly RestoreBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task The_newest_comes_first_with_all_that_is_known()
    {
        var releases = await ReadAsync();

        releases.Select(release => release.Version).ShouldBe(["2", "1"]);
        var newest = releases[0];
        (newest.IsLive, newest.IsPrevious, newest.IsLatest, newest.Aliases[0]).ShouldBe((true, false, true, "live"));
        (newest.Revision, newest.Branch, newest.IsDirty, newest.User, newest.Tag).ShouldBe(("1a2b3c4", "main", true, "ann", "v2"));
        (newest.ImageUri, newest.ImageTags[0], newest.ImageExists).ShouldBe((FunctionBench.Uri(FunctionBench.NewDigest), "v1", true));
        newest.Published.ShouldBe(new DateTimeOffset(2026, 11, 27, 19, 0, 0, TimeSpan.Zero));
        (releases[1].IsLive, releases[1].IsPrevious, releases[1].Tool).ShouldBe((false, true, null));
    }

    [Fact]
    public async Task A_canary_shows_both_shares()
    {
        _bench.All.Traffic.Point("1", other: "2", weight: 0.1);

        (await ReadAsync()).Select(release => release.Aliases[0]).ShouldBe(["live 10%", "live 90%"]);
    }

    [Fact]
    public async Task Images_that_are_gone_are_marked()
    {
        _bench.All.Traffic.HasImages = false;

        (await ReadAsync()).ShouldAllBe(release => release.ImageExists == false);
    }

    [Fact]
    public async Task No_more_are_told_than_asked_for() => (await ReadAsync(limit: 1)).Select(release => release.Version).ShouldBe(["2"]);

    private async Task<IReadOnlyList<LambdaFunctionRelease>> ReadAsync(int limit = 20)
    {
        // Labels come from the registry, which has nothing to say here.
        var history = new ReleaseHistory(
            _bench.All.Bench.Bench.Connector,
            (image, _, _) => throw new LambdaImageException(ErrorKind.RegistryUnreachable, "The registry does not answer.", "Wait.", image.ToString()));
        return (await history.ReadAsync(
            new ReleaseHistoryRequest { FunctionName = "shop", Limit = limit, Session = _bench.All.Bench.Bench.Session }, _bench.All.Bench.Bench.Reporter, default)).Releases;
    }
}
