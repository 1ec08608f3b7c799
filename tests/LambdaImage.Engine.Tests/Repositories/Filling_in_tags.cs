using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Repositories;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Tests.Repositories;

public sealed class Filling_in_tags
{
    private static readonly TagTemplate Full = new(
        "prod", "v1", new DateTimeOffset(2024, 4, 14, 20, 11, 27, TimeSpan.FromHours(2)),
        new SourceRevision { Sha = "0123456789abcdef", Branch = "feature/Cart #7", IsDirty = true });

    [Theory]
    [InlineData("{version}-{timestamp}-{sha}", "v1-2024-04-14T18-11-27Z-0123456")]
    [InlineData("{env}-{stage}", "prod-prod")]
    [InlineData("{branch}", "feature-Cart-7")]
    [InlineData("{sha}-{dirty}", "0123456-dirty")]
    [InlineData("{friendly_tag}-{git_branch}-{git_sha}-{git_dirty}", "v1-feature-Cart-7-0123456-dirty")]
    [InlineData("plain--tag", "plain--tag")]
    [InlineData(".{stage}", "prod")]
    public void Variables_are_filled_in(string template, string expected) => Full.Expand(template).ShouldBe(expected);

    [Theory]
    [InlineData("{sha}-{dirty}-{stage}", "0123456-prod")]
    [InlineData("{sha}-{dirty}", "0123456")]
    public void What_is_empty_leaves_no_gap(string template, string expected) =>
        (Full with { Source = Full.Source with { IsDirty = false } }).Expand(template).ShouldBe(expected);

    [Fact]
    public void A_tag_is_cut_at_the_length_that_Docker_takes() =>
        (Full with { Stage = new string('x', 200) }).Expand("{stage}").Length.ShouldBe(128);

    [Theory]
    [InlineData("{nonsense}", "{stage}, {env}, {version}, {timestamp}, {branch}, {sha}, {dirty}")]
    [InlineData("{version}", "-ImageVersion")]
    [InlineData("{sha}", "git work tree")]
    [InlineData("{dirty}", "git work tree")]
    [InlineData("{branch}", "git work tree")]
    public void What_has_no_value_is_told_with_the_way_out(string template, string remedy)
    {
        var bare = new TagTemplate("dev", Version: null, DateTimeOffset.UnixEpoch, new SourceRevision { WhyUnknown = "git is not installed" });

        Should.Throw<LambdaImageException>(() => bare.Expand(template)).Remedy.ShouldContain(remedy);
    }

    [Fact]
    public void Nothing_at_all_is_no_tag() =>
        Should.Throw<LambdaImageException>(() => (Full with { Source = Full.Source with { IsDirty = false } }).Expand("{dirty}")).Kind.ShouldBe(ErrorKind.ReferenceInvalid);

    [Theory]
    [InlineData(true, "{sha}")]
    [InlineData(true, "v1", "{git_dirty}")]
    [InlineData(false, "{timestamp}", "latest")]
    public void Git_is_asked_only_when_a_variable_needs_it(bool needed, params string[] templates) => TagTemplate.NeedsSource(templates).ShouldBe(needed);

    [Theory]
    [InlineData("team/{service}-{stage}", "team/my-shop-prod")]
    [InlineData("{service}", "my-shop")]
    [InlineData("x-{stage}-", "x-prod")]
    [InlineData("plain", "plain")]
    public void Names_of_repositories_have_variables_too(string template, string expected) =>
        RepositoryNaming.Expand(template, "My Shop-", "PROD").ShouldBe(expected);

    [Fact]
    public void Unknown_variables_of_names_are_told() =>
        Should.Throw<LambdaImageException>(() => RepositoryNaming.Expand("{region}/x", "shop", "dev")).Remedy.ShouldContain("{service}, {stage}");
}
