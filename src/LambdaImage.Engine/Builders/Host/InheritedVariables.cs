using System.IO.Enumeration;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Builders.Host;

/// <summary>The variables that programs inherit and may build into what they make, as a site does with the address of its API.</summary>
/// <remarks>What gives access to a place does not change what is there, and the files of a project say more than the name of their commit. Whatever is not
/// known to be so counts: to install once too often is only slow.</remarks>
internal static class InheritedVariables
{
    /// <summary>What is another in each terminal, login or run of a CI server, and says nothing of what is to be made. * stands for any rest.</summary>
    private static readonly string[] Passing =
    [
        // A shell, its terminal and desktop, and this module.
        "_", "PWD", "OLDPWD", "SHLVL", "COLUMNS", "LINES", "TERM", "TERM_*", "COLORTERM", "WT_*", "WINDOWID", "TMUX*", "STY", "VSCODE_*", "DISPLAY",
        "WAYLAND_DISPLAY", "XAUTHORITY", "FNM_MULTISHELL_PATH", "LAMBDAIMAGE_*",
        // A login and its agents, a service, a container, and their temporary folders.
        "SSH_*", "GPG_*", "SUDO_*", "XDG_SESSION_*", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "SESSIONNAME", "CLIENTNAME", "SYSTEMD_*", "INVOCATION_ID",
        "JOURNAL_STREAM", "HOSTNAME", "TMP", "TEMP", "TMPDIR",
        // Keys and tokens that are given out for each run.
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_*", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_SESSION_NAME",
        "AWS_CREDENTIAL_EXPIRATION", "CODEARTIFACT_AUTH_TOKEN", "GITHUB_TOKEN", "GH_TOKEN", "NODE_AUTH_TOKEN", "VSS_NUGET_*",
        // https://docs.github.com/en/actions/reference/workflows-and-actions/variables
        "GITHUB_ACTION*", "GITHUB_ACTOR*", "GITHUB_TRIGGERING_ACTOR", "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY",
        "GITHUB_EVENT_PATH", "GITHUB_RUN_*", "GITHUB_SHA", "GITHUB_WORKFLOW_SHA", "ACTIONS_*", "RUNNER_*",
        // https://learn.microsoft.com/azure/devops/pipelines/build/variables
        "AGENT_*", "BUILD_BUILDID", "BUILD_BUILDNUMBER", "BUILD_BUILDURI", "BUILD_CONTAINERID", "BUILD_QUEUEDBY*", "BUILD_REASON", "BUILD_REQUESTEDFOR*",
        "BUILD_SOURCEVERSION*", "SYSTEM_*", "VSTS_*",
        // https://docs.gitlab.com/ci/variables/predefined_variables/
        "CI_COMMIT_*SHA", "CI_COMMIT_AUTHOR", "CI_COMMIT_DESCRIPTION", "CI_COMMIT_MESSAGE*", "CI_COMMIT_TIMESTAMP", "CI_COMMIT_TITLE", "CI_CONCURRENT_*",
        "CI_JOB_*", "CI_MERGE_REQUEST_*", "CI_PIPELINE_*", "CI_RUNNER_*", "CI_*_PASSWORD", "GITLAB_USER_*",
        // https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
        "BUILD_DISPLAY_NAME", "BUILD_ID", "BUILD_NUMBER", "BUILD_TAG", "BUILD_URL", "EXECUTOR_NUMBER", "RUN_*DISPLAY_URL", "GIT_COMMIT", "GIT_PREVIOUS_*",
        "JENKINS_*COOKIE", "HUDSON_*COOKIE",
        // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
        "CODEBUILD_*",
    ];

    /// <summary>Those that count, in a fixed order.</summary>
    public static IEnumerable<(string Name, string Value)> Of(IEnvironment environment) =>
        from variable in environment.Variables
        where !Passing.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, variable.Key))
        orderby variable.Key
        select (variable.Key, SecretMask.Apply(variable.Value));
}
