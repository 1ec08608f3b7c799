using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Sources;

/// <summary>The environment variables in which a CI server says what it builds. A name list means: the first that is
/// set.</summary>
/// <param name="Name">Name of the product.</param>
/// <param name="Commit">The commit id. The server is recognised by it.</param>
/// <param name="Branch">The branch; for a pull request, the one it comes from.</param>
/// <param name="Message">The commit's message.</param>
/// <param name="User">Who started the build.</param>
internal sealed record CiServer(string Name, string[] Commit, string[] Branch, string[] Message, string[] User)
{
    private static readonly string[] Prefixes = ["refs/heads/", "refs/tags/", "refs/remotes/origin/", "refs/pull/", "origin/"];

    /// <summary>The servers, each as its documentation has it.</summary>
    private static readonly IReadOnlyList<CiServer> All =
    [
        // https://learn.microsoft.com/azure/devops/pipelines/build/variables
        new("Azure DevOps", ["BUILD_SOURCEVERSION"], ["SYSTEM_PULLREQUEST_SOURCEBRANCH", "BUILD_SOURCEBRANCH", "BUILD_SOURCEBRANCHNAME"],
            ["BUILD_SOURCEVERSIONMESSAGE"], ["BUILD_REQUESTEDFOR"]),
        // https://docs.github.com/actions/reference/workflows-and-actions/variables
        new("GitHub Actions", ["GITHUB_SHA"], ["GITHUB_HEAD_REF", "GITHUB_REF_NAME"], [], ["GITHUB_ACTOR"]),
        // https://docs.gitlab.com/ci/variables/predefined_variables/
        new("GitLab CI", ["CI_COMMIT_SHA"], ["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "CI_COMMIT_REF_NAME"], ["CI_COMMIT_TITLE"],
            ["GITLAB_USER_LOGIN"]),
        // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
        new("Bitbucket Pipelines", ["BITBUCKET_COMMIT"], ["BITBUCKET_BRANCH", "BITBUCKET_TAG"], [], ["BITBUCKET_STEP_TRIGGERER_UUID"]),
        // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
        new("AWS CodeBuild", ["CODEBUILD_RESOLVED_SOURCE_VERSION"], ["CODEBUILD_WEBHOOK_HEAD_REF"], [], ["CODEBUILD_INITIATOR"]),
        // https://circleci.com/docs/variables/
        new("CircleCI", ["CIRCLE_SHA1"], ["CIRCLE_BRANCH", "CIRCLE_TAG"], [], ["CIRCLE_USERNAME"]),
        // https://buildkite.com/docs/pipelines/configure/environment-variables
        new("Buildkite", ["BUILDKITE_COMMIT"], ["BUILDKITE_BRANCH"], ["BUILDKITE_MESSAGE"], ["BUILDKITE_BUILD_CREATOR"]),
        // https://plugins.jenkins.io/git/
        new("Jenkins", ["GIT_COMMIT"], ["CHANGE_BRANCH", "BRANCH_NAME", "GIT_BRANCH"], [], ["BUILD_USER_ID"]),
    ];

    /// <summary>The server that this process runs on; null: none that is known.</summary>
    public static CiServer? Find(IEnvironment environment) => All.FirstOrDefault(server => First(environment, server.Commit) is not null);

    /// <summary>What the server says.</summary>
    public SourceRevision Read(IEnvironment environment) => new()
    {
        Sha = First(environment, Commit),
        Branch = First(environment, Branch) is { } branch ? Plain(branch) : null,
        Message = First(environment, Message)?.ReplaceLineEndings("\n").Split('\n')[0],
        User = First(environment, User),
    };

    private static string? First(IEnvironment environment, string[] names) =>
        names.Select(environment.Get).FirstOrDefault(value => value is not null);

    private static string Plain(string branch) =>
        Prefixes.FirstOrDefault(prefix => branch.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix
            ? branch[prefix.Length..]
            : branch;
}
