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

    [Theory]
    [InlineData("rust", "1.84.0")]
    [InlineData("bun", "1.3.0")]
    [InlineData("deno", "2.1.4")]
    [InlineData("go", "1.26.3")]
    [InlineData("elixir", "1.19.2")]
    public void A_release_of_the_newest_line_is_not_newer_than_the_table(string name, string version) =>
        LambdaBaseImages.Family(name)!.Warnings(new LambdaRuntime(name, version, ""), Today).ShouldBeEmpty();

    [Theory]
    [InlineData("rust", "2.0.0")]
    [InlineData("go", "1.27.0")]
    public void A_release_of_a_line_to_come_is(string name, string version) =>
        LambdaBaseImages.Family(name)!.Warnings(new LambdaRuntime(name, version, ""), Today).ShouldHaveSingleItem().ShouldContain("newer");

    [Fact]
    public void A_version_without_an_image_is_told_with_the_project_already() =>
        LambdaBaseImages.Node.Warnings(new LambdaRuntime("nodejs", "16", "a:1 asks for 16"), Today).ShouldHaveSingleItem().ShouldContain("There is no Lambda image for nodejs 16");

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

    [Theory]
    [InlineData("nodejs", "18")]
    [InlineData("python", "3.9")]
    [InlineData("ruby", "3.1")]
    [InlineData("dotnet", "6")]
    [InlineData("java", "7")]
    [InlineData("provided", "go1.x")]
    public void What_Lambda_gave_up_long_ago_is_refused(string name, string version)
    {
        var error = Should.Throw<LambdaImageException>(() => LambdaBaseImages.Image(new LambdaRuntime(name, version, "-RuntimeVersion")));

        error.Kind.ShouldBe(ErrorKind.RuntimeUnsupported);
        error.Remedy.ShouldContain("-RuntimeVersion");
    }

    [Fact]
    public void A_version_whose_image_nobody_has_seen_is_never_chosen_unasked()
    {
        LambdaBaseImages.Node.Choose(new AskedVersion(">=20", "a", 1)).Version.ShouldBe("24");
        LambdaBaseImages.Java.Choose(new AskedVersion("17", "a", 1)).Version.ShouldBe("17");
        var asked = LambdaBaseImages.Ruby.Choose(new AskedVersion("4.0.1", "a", 1));
        asked.Version.ShouldBe("4.0");
        LambdaBaseImages.Ruby.Warnings(asked, Today).ShouldHaveSingleItem().ShouldContain("public.ecr.aws/lambda/ruby:4.0 was not yet seen");
    }

    [Theory]
    [InlineData("16.20.1", "16")]
    [InlineData("28.1.0", "28")]
    public void A_release_of_an_unknown_line_is_named_by_its_line(string asked, string version) =>
        LambdaBaseImages.Node.Choose(new AskedVersion(asked, "a", 1)).Version.ShouldBe(version);

    [Theory]
    [InlineData("8", "8.al2")]
    [InlineData(">=23", "25")]
    public void Java_is_chosen_among_its_long_lines(string asked, string version) => LambdaBaseImages.Java.Choose(new AskedVersion(asked, "a", 1)).Version.ShouldBe(version);

    [Theory]
    [InlineData("go", null, "public.ecr.aws/docker/library/golang:1.26")]
    [InlineData("go", ">=1.24", "public.ecr.aws/docker/library/golang:1.26")]
    [InlineData("go", "1.25.3", "public.ecr.aws/docker/library/golang:1.25.3")]
    [InlineData("rust", "1.83.0", "public.ecr.aws/docker/library/rust:1.83.0")]
    [InlineData("deno", null, "denoland/deno:2.5.6")]
    [InlineData("deno", "v2.3.5", "denoland/deno:2.3.5")]
    [InlineData("elixir", "~> 1.17", "public.ecr.aws/docker/library/elixir:1.19")]
    public void A_toolchain_has_an_image_of_every_release(string name, string? asked, string image)
    {
        var family = LambdaBaseImages.Family(name)!;

        LambdaBaseImages.Image(family.Choose(asked is null ? null : new AskedVersion(asked, "a", 1))).ShouldBe(image);
    }

    [Fact]
    public void An_old_toolchain_is_used_with_a_warning() =>
        LambdaBaseImages.Go.Warnings(new LambdaRuntime("go", "1.19.3", ""), Today).ShouldHaveSingleItem().ShouldContain("no more corrections");
}
