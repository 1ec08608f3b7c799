using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.CiServers;

/// <summary>A CI server: the environment variables in which it says what it builds, and the log it reads. A name list means:
/// the first that is set.</summary>
/// <param name="Name">Name of the product.</param>
/// <param name="Commit">The commit id. The server is recognised by it.</param>
/// <param name="Branch">The branch; for a pull request, the one it comes from.</param>
/// <param name="Message">The commit's message.</param>
/// <param name="User">Who started the build.</param>
internal sealed record CiServer(string Name, string[] Commit, string[] Branch, string[] Message, string[] User)
{
    /// <summary>The variable that switches all commands in logs off, with <see cref="Off"/>.</summary>
    private const string Switch = "LAMBDAIMAGE_CI";

    private const string Off = "off";

    private static readonly string[] Prefixes = ["refs/heads/", "refs/tags/", "refs/remotes/origin/", "refs/pull/", "origin/"];

    /// <summary>The servers, each as its documentation has it.</summary>
    private static readonly IReadOnlyList<CiServer> All =
    [
        AzureDevOps.Server,
        GitHubActions.Server,
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

    /// <summary>Opens the server's log where the environment says that this process runs there; answers null where it does not. Null:
    /// the server reads no commands.</summary>
    public Func<IEnvironment, Action<string>, ICiLog?>? Log { get; init; }

    /// <summary>The server that this process runs on; null: none that is known.</summary>
    public static CiServer? Find(IEnvironment environment) => All.FirstOrDefault(server => First(environment, server.Commit) is not null);

    /// <summary>The log of the server that this process runs on.</summary>
    /// <param name="environment">The process environment.</param>
    /// <param name="writeLine">Writes a line where the server reads.</param>
    /// <returns>Null: no server reads commands, or nobody wants them.</returns>
    public static ICiLog? OpenLog(IEnvironment environment, Action<string> writeLine) =>
        string.Equals(environment.Get(Switch), Off, StringComparison.OrdinalIgnoreCase) ? null
        : All.Select(server => server.Log?.Invoke(environment, writeLine)).FirstOrDefault(log => log is not null);

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
