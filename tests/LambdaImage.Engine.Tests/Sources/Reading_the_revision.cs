using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;
using LambdaImage.Engine.Sources;
using LambdaImage.Engine.Tests.Projects;
using LambdaImage.TestKit;

namespace LambdaImage.Engine.Tests.Sources;

public sealed class Reading_the_revision : IDisposable
{
    private const string Sha = "0123456789abcdef0123456789abcdef01234567";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lambdaimage-git-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("BUILD_SOURCEVERSION", "BUILD_SOURCEBRANCH", "refs/heads/feature/cart", "feature/cart")]
    [InlineData("GITHUB_SHA", "GITHUB_REF_NAME", "main", "main")]
    [InlineData("CI_COMMIT_SHA", "CI_COMMIT_REF_NAME", "main", "main")]
    [InlineData("BITBUCKET_COMMIT", "BITBUCKET_BRANCH", "main", "main")]
    [InlineData("CODEBUILD_RESOLVED_SOURCE_VERSION", "CODEBUILD_WEBHOOK_HEAD_REF", "refs/heads/main", "main")]
    [InlineData("CIRCLE_SHA1", "CIRCLE_BRANCH", "main", "main")]
    [InlineData("BUILDKITE_COMMIT", "BUILDKITE_BRANCH", "main", "main")]
    [InlineData("GIT_COMMIT", "GIT_BRANCH", "origin/main", "main")]
    public async Task A_CI_server_says_it_without_git(string commit, string branchVariable, string branch, string expected)
    {
        var environment = new EmptyEnvironment((commit, Sha), (branchVariable, branch));

        var revision = await new SourceRevisions(environment, new FakeProcessRunner()).ReadAsync(_folder.FullName, default);

        revision.Sha.ShouldBe(Sha);
        revision.ShortSha.ShouldBe("0123456");
        revision.Branch.ShouldBe(expected);
        revision.IsDirty.ShouldBeNull();
        revision.WhyUnknown.ShouldBeNull();
    }

    [Fact]
    public async Task A_pull_request_goes_by_the_branch_it_comes_from()
    {
        var environment = new EmptyEnvironment(
            ("BUILD_SOURCEVERSION", Sha), ("BUILD_SOURCEBRANCH", "refs/pull/7/merge"), ("BUILD_SOURCEBRANCHNAME", "merge"),
            ("SYSTEM_PULLREQUEST_SOURCEBRANCH", "refs/heads/fix/cart"), ("BUILD_REQUESTEDFOR", "Ada"), ("BUILD_SOURCEVERSIONMESSAGE", "Fix\n\nmore"));

        var revision = await new SourceRevisions(environment, new FakeProcessRunner()).ReadAsync(folder: null, default);

        (revision.Branch, revision.User, revision.Message).ShouldBe(("fix/cart", "Ada", "Fix"));
    }

    [Fact]
    public async Task Without_git_and_CI_it_says_what_is_missing()
    {
        var revision = await new SourceRevisions(new EmptyEnvironment(), new FakeProcessRunner()).ReadAsync(_folder.FullName, default);

        revision.Sha.ShouldBeNull();
        revision.WhyUnknown.ShouldBe("git is not installed");
    }

    [SkippableFact]
    public async Task Real_git_tells_commit_branch_and_whether_files_differ()
    {
        Skip.IfNot(HasGit(), "git is not installed");
        var git = new ProcessRunner(new ProcessEnvironment());
        var reader = new SourceRevisions(new EmptyEnvironment(), git);

        (await reader.ReadAsync(_folder.FullName, default)).WhyUnknown.ShouldNotBeNull().ShouldContain("not a git repository");
        await RunAsync("init", "--initial-branch", "feature/cart");
        (await reader.ReadAsync(_folder.FullName, default)).WhyUnknown.ShouldNotBeNull().ShouldContain("no commit yet");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a.txt"), "1");
        await RunAsync("add", ".");
        await RunAsync("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-m", "First\n\nmore");
        await RunAsync("config", "user.name", "Ada");
        var clean = await reader.ReadAsync(_folder.FullName, default);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "a.txt"), "2");
        var dirty = await reader.ReadAsync(_folder.FullName, default);

        clean.Sha.ShouldNotBeNull().ShouldMatch("^[0-9a-f]{40}$");
        (clean.Branch, clean.IsDirty, clean.Message, clean.User).ShouldBe(("feature/cart", false, "First", "Ada"));
        dirty.ShouldBe(clean with { IsDirty = true });

        async Task RunAsync(params string[] arguments)
        {
            var done = await git.RunAsync(new ProcessCommand("git", ["-C", _folder.FullName, .. arguments]), onLine: null, default);
            done.ExitCode.ShouldBe(0, string.Join('\n', done.Errors));
        }
    }

    private static bool HasGit() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder =>
            File.Exists(Path.Combine(folder, "git")) || File.Exists(Path.Combine(folder, "git.exe")));
}
