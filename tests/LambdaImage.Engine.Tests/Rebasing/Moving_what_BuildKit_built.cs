using System.Text;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Rebasing;
using LambdaImage.Engine.Tests.Builders.Daemonless;
using LambdaImage.Engine.Tests.Builders.Differential;

namespace LambdaImage.Engine.Tests.Rebasing;

/// <summary>An image of BuildKit, moved to another base, has the configuration that BuildKit gives it there.</summary>
public sealed class Moving_what_BuildKit_built(BuildKit buildKit) : IClassFixture<BuildKit>
{
    /// <summary>What both bases have, said again, and what none has.</summary>
    private const string Everything = """
        COPY a.txt /
        ENV QUOTED="a \"b\" \$c" MINE="x y" PATH=/usr/bin:/bin
        LABEL kept=yes mine="a b"
        EXPOSE 80 90-92/udp
        VOLUME /data /mine
        USER app
        STOPSIGNAL SIGINT
        HEALTHCHECK CMD ["x"]
        ONBUILD ENV LATER=1
        """;

    [SkippableTheory]
    [InlineData("base", "user", Everything)]
    [InlineData("user", "base", Everything)]
    [InlineData("base", "user", "COPY a.txt /\nWORKDIR /var/task\nCMD [\"base\"]")]
    [InlineData("user", "base", "COPY a.txt /\nENTRYPOINT [\"/entry\"]")]
    [InlineData("bare", "base", "COPY a.txt /\nENTRYPOINT [\"/entry\"]\nCMD [\"base\"]")]
    [InlineData("base", "bare", "COPY a.txt /")]
    public async Task Its_configuration_is_that_of_a_build(string before, string after, string steps)
    {
        using var first = new DaemonlessBench();
        using var second = new DaemonlessBench();
        var image = await buildKit.ImageAsync($"FROM @{before}\n{steps}", first);
        var rebuilt = await buildKit.ImageAsync($"FROM @{after}\n{steps}", second);
        var (old, next) = (BaseImages.All[before], BaseImages.All[after]);

        var moved = ImageRebaser.Rebase(image, "shop:v1", old, "base:1", next, new ImageBase("base:2", next.Descriptor.DigestText), force: false);

        Encoding.UTF8.GetString(OciJson.Write(moved.Config.Config!)).ShouldBe(Encoding.UTF8.GetString(OciJson.Write(rebuilt.Config.Config!)));
        Steps(moved, next).ShouldBe(Steps(rebuilt, next));
        MergedConfig.Unexplained(image, old).ShouldBeEmpty();

        static IEnumerable<string?> Steps(IImage image, IImage on) => ImageRebaser.Steps(image, on).Select(step => step.CreatedBy);
    }
}
