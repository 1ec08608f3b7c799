using LambdaImage.Tool;

namespace LambdaImage.Tests.Tool;

public sealed class Keeping_house
{
    private readonly ScriptedEngine _engine = new();

    [Theory]
    [InlineData("clear", "--repository", "shop")]
    [InlineData("remove", "--function", "shop")]
    public async Task What_cannot_be_undone_is_shown_until_somebody_says_yes(params string[] arguments)
    {
        var shown = await ToolRun.OfAsync(_engine, "", arguments);
        shown.Code.ShouldBe(ExitCode.Done);
        shown.Out.ShouldContain("What if: ");
        _engine.Ran.ShouldBeEmpty();

        var done = await ToolRun.OfAsync(_engine, "", [.. arguments, "--yes"]);
        done.Code.ShouldBe(ExitCode.Done);
        _engine.Ran.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_cache_is_cleared_without_a_question_because_it_can_be_made_again()
    {
        var run = await ToolRun.OfAsync(_engine, "", "clear-cache", "--older-than", "30d");

        run.Code.ShouldBe(ExitCode.Done);
        run.Out.ShouldContain("3 entries, 42");
        var request = _engine.Requests.OfType<ClearCacheRequest>().Single();
        (request.OlderThan, request.Force).ShouldBe((TimeSpan.FromDays(30), false));
    }

    [Fact]
    public async Task A_copy_that_failed_is_told_and_fails_the_run()
    {
        var run = await ToolRun.OfAsync(_engine, "", "copy", "--image-uri", "r/a:1", "--to-region", "us-east-1", "--to-region", "eu-north-1", "--to-profile", "prod", "-t", "prod");

        run.Code.ShouldBe(ExitCode.Failed);
        run.Out.ShouldContain("AccessDenied: Not allowed.");
        var request = _engine.Requests.OfType<CopyRequest>().Single();
        request.Destinations.Select(place => (place.Region, place.ProfileName)).ShouldBe([("us-east-1", "prod"), ("eu-north-1", "prod")]);
        request.Tags.ShouldBe(["prod"]);
    }

    [Fact]
    public async Task A_move_to_a_newer_base_shows_both_bases()
    {
        var run = await ToolRun.OfAsync(_engine, "", "rebase", "--image-uri", "r/a:1", "--base", "base:2", "--old-base", "base:1", "-t", "next", "--force");

        run.Out.ShouldContain("base@old → base@new");
        var request = _engine.Requests.OfType<RebaseRequest>().Single();
        (request.ImageUri, request.Base, request.OldBase, request.Force).ShouldBe(("r/a:1", "base:2", "base:1", true));
        request.Tags.ShouldBe(["next"]);
    }

    [Fact]
    public async Task A_scan_shows_what_it_found()
    {
        var run = await ToolRun.OfAsync(_engine, "", "scan", "--image-uri", "r/a:1", "--fail-on-severity", "Critical", "--scan-timeout", "10");

        run.Out.ShouldContain("2 high");
        run.Out.ShouldContain("high CVE-2026-1 in openssl 3.0");
        var request = _engine.Requests.OfType<ScanRequest>().Single();
        (request.FailOn, request.Timeout).ShouldBe((ScanSeverity.Critical, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Settings_of_the_repository_reach_the_engine()
    {
        await ToolRun.OfAsync(
            _engine, "", "publish", "app", "--tag-mutability", "Immutable", "--tag-mutability-exclusion", "latest", "--scan-on-push", "false",
            "--encryption", "KmsDsse", "--kms-key", "k", "--max-images", "5", "--repository-tag", "a=b", "--lambda-account", "333333333333", "--image-version", "v1",
            "--fail-on-severity", "High");

        var request = _engine.Requests.OfType<PublishRequest>().Single();
        (request.Version, request.FailOnSeverity).ShouldBe(("v1", ScanSeverity.High));
        var options = request.RepositoryOptions;
        (options.TagMutability, options.ScanOnPush, options.Encryption, options.KmsKey, options.MaxImages)
            .ShouldBe((TagMutability.Immutable, false, RepositoryEncryption.KmsDsse, "k", 5));
        options.TagMutabilityExclusions.ShouldBe(["latest"]);
        options.Tags!["a"].ShouldBe("b");
        options.LambdaAccounts.ShouldBe(["333333333333"]);
    }

    [Fact]
    public async Task What_was_not_said_about_the_repository_is_not_asked_for()
    {
        await ToolRun.OfAsync(_engine, "", "publish", "app");

        _engine.Requests.OfType<PublishRequest>().Single().RepositoryOptions.ShouldBe(new RepositoryOptions());
    }
}
