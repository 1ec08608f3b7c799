using LambdaImage.Engine.Projects.Versions;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Tests.Runtimes;

public sealed class Choosing_a_runtime_version
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Theory]
    [InlineData(">=18", "24")]
    [InlineData("^20", "20")]
    [InlineData("^20 || ^22", "22")]
    [InlineData("20.11.1", "20")]
    public void The_default_wins_where_it_fits_and_else_the_newest(string asked, string expected) =>
        LambdaBaseImages.Node.Choose(new AskedVersion(asked, ".nvmrc", 1)).Version.ShouldBe(expected);

    [Fact]
    public void The_reason_points_at_the_line() =>
        LambdaBaseImages.Node.Choose(new AskedVersion("^20", "package.json", 5)).Reason.ShouldBe("package.json:5 asks for ^20");

    [Fact]
    public void A_version_nobody_offers_is_refused_with_those_there_are()
    {
        var runtime = LambdaBaseImages.Node.Choose(new AskedVersion("16", "package.json", 5));

        var error = Should.Throw<LambdaImageException>(() => LambdaBaseImages.Image(runtime));

        error.Kind.ShouldBe(ErrorKind.RuntimeUnsupported);
        error.Message.ShouldContain("package.json:5");
        error.Message.ShouldContain("20, 22, 24");
        error.Remedy.ShouldContain("-RuntimeVersion");
    }

    [Fact]
    public void A_newer_version_than_the_table_knows_passes_with_a_warning()
    {
        var runtime = new LambdaRuntime("nodejs", "28", "-RuntimeVersion");

        LambdaBaseImages.Image(runtime).ShouldBe("public.ecr.aws/lambda/nodejs:28");
        LambdaBaseImages.Node.Warnings(runtime, Today).ShouldHaveSingleItem().ShouldContain("newer");
    }

    [Fact]
    public void Patch_versions_given_by_hand_are_refused() =>
        Should.Throw<LambdaImageException>(() => LambdaBaseImages.Image(new LambdaRuntime("nodejs", "22.3.0", "-RuntimeVersion")))
            .Kind.ShouldBe(ErrorKind.RuntimeUnsupported);

    [Theory]
    [InlineData("24", 0)]
    [InlineData("22", 0)]
    [InlineData("20", 1)]
    public void The_end_of_support_is_announced_half_a_year_ahead(string version, int warnings) =>
        LambdaBaseImages.Node.Warnings(new LambdaRuntime("nodejs", version, ""), Today).Count().ShouldBe(warnings);

    [Fact]
    public void The_end_of_support_stays_a_warning_afterwards() =>
        LambdaBaseImages.Node.Warnings(new LambdaRuntime("nodejs", "20", ""), new DateOnly(2026, 6, 1)).ShouldHaveSingleItem().ShouldContain("ended on 2026-04-30");

    [Fact]
    public void Every_default_is_in_its_table() =>
        LambdaBaseImages.Families.ShouldAllBe(family => family.Lines.Any(line => line.Version == family.Default));
}
