using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Oci;
using LambdaImage.TestKit;

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

    [Fact]
    public async Task Where_a_version_says_nothing_the_labels_of_its_image_do()
    {
        var image = MemoryImage.Create(new ImageConfig
        {
            Os = "linux",
            Architecture = "amd64",
            Config = new ContainerConfig
            {
                Labels = new(StringComparer.Ordinal)
                {
                    ["org.opencontainers.image.revision"] = "abc",
                    ["io.lambdaimage.branch"] = "fix/cart",
                    ["io.lambdaimage.dirty"] = "true",
                    ["io.lambdaimage.user"] = "Ada",
                    ["io.lambdaimage.tool"] = "LambdaImage/9",
                    ["com.example.team"] = "shop",
                },
            },
        });

        var releases = await ReadAsync(openImage: (_, _, _) => Task.FromResult(image));

        var silent = releases[1];
        (silent.Revision, silent.Branch, silent.IsDirty, silent.User, silent.Tool).ShouldBe(("abc", "fix/cart", true, "Ada", "LambdaImage/9"));
        silent.Labels["com.example.team"].ShouldBe("shop");
        releases[0].User.ShouldNotBe("Ada", "what the version says itself goes first");
    }

    private async Task<IReadOnlyList<LambdaFunctionRelease>> ReadAsync(int limit = 20, OpenImage? openImage = null)
    {
        // Labels come from the registry, which has nothing to say unless it is asked about.
        var history = new ReleaseHistory(
            _bench.All.Bench.Bench.Connector,
            openImage ?? ((image, _, _) => throw new LambdaImageException(ErrorKind.RegistryUnreachable, "The registry does not answer.", "Wait.", image.ToString())));
        return (await history.ReadAsync(
            new ReleaseHistoryRequest { FunctionName = "shop", Limit = limit, Session = _bench.All.Bench.Bench.Session }, _bench.All.Bench.Bench.Reporter, default)).Releases;
    }
}
