using System.IO.Enumeration;
using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Builders.Host;

/// <summary>The variables that programs inherit and may build into what they make, as a site does with the address of its API.</summary>
/// <remarks>What gives access to a place does not change what is there, and the files of a project say more than the name of their commit. Whatever is not
/// known to be so counts, as it is: to install once too often is only slow. Only a hash of it is kept.</remarks>
internal static class InheritedVariables
{
    /// <summary>What is another in each terminal, login or run of a CI server, and says nothing of what is to be made. * stands for any rest. Names that a
    /// server gives are anybody's elsewhere: with the variable that only the server sets; null: on every machine.</summary>
    private static readonly (string? Server, string[] Names)[] Passing =
    [
        (null,
        [
            // The programs say more than the folders that they are looked for in, of which some tools make one for each terminal.
            "PATH", "FNM_MULTISHELL_PATH",
            // A shell, its terminal and desktop, and this module.
            "_", "PWD", "OLDPWD", "SHLVL", "COLUMNS", "LINES", "TERM", "TERM_*", "COLORTERM", "WT_*", "WINDOWID", "TMUX*", "STY", "VSCODE_*", "DISPLAY",
            "WAYLAND_DISPLAY", "XAUTHORITY", "ITERM_SESSION_ID", "GNOME_TERMINAL_*", "KITTY_*", "WEZTERM_*", "ALACRITTY_*", "ZELLIJ*", "KONSOLE_*",
            "SHELL_SESSION_ID", "WSL_INTEROP", "LAMBDAIMAGE_*",
            // A login and its agents, a service, a container, and their temporary folders.
            "SSH_*", "GPG_*", "SUDO_*", "XDG_SESSION_*", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "SECURITYSESSIONID", "SESSION_MANAGER", "SESSIONNAME",
            "CLIENTNAME", "SYSTEMD_*", "INVOCATION_ID", "JOURNAL_STREAM", "HOSTNAME", "TMP", "TEMP", "TMPDIR",
            // Keys and tokens that are given out for each run.
            "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_*", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_SESSION_NAME",
            "AWS_CREDENTIAL_EXPIRATION", "CODEARTIFACT_AUTH_TOKEN", "GITHUB_TOKEN", "GH_TOKEN", "NODE_AUTH_TOKEN", "VSS_NUGET_*",
        ]),
        // https://docs.github.com/en/actions/reference/workflows-and-actions/variables
        ("GITHUB_ACTIONS",
        [
            "GITHUB_ACTION*", "GITHUB_ACTOR*", "GITHUB_TRIGGERING_ACTOR", "GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STATE", "GITHUB_STEP_SUMMARY",
            "GITHUB_EVENT_PATH", "GITHUB_RUN_*", "GITHUB_SHA", "GITHUB_WORKFLOW_SHA", "ACTIONS_*", "RUNNER_*",
        ]),
        // https://learn.microsoft.com/azure/devops/pipelines/build/variables and …/release/variables
        ("TF_BUILD",
        [
            "AGENT_*", "BUILD_BUILDID", "BUILD_BUILDNUMBER", "BUILD_BUILDURI", "BUILD_CONTAINERID", "BUILD_QUEUEDBY*", "BUILD_REASON", "BUILD_REQUESTEDFOR*",
            "BUILD_SOURCEVERSION*", "BUILD_TRIGGEREDBY_*", "RELEASE_*", "RESOURCES_*", "SYSTEM_*", "VSTS_*",
        ]),
        // https://docs.gitlab.com/ci/variables/predefined_variables/, where the address of the repository has the token of the job
        ("GITLAB_CI",
        [
            "CI_COMMIT_*SHA", "CI_COMMIT_AUTHOR", "CI_COMMIT_DESCRIPTION", "CI_COMMIT_MESSAGE*", "CI_COMMIT_TIMESTAMP", "CI_COMMIT_TITLE", "CI_CONCURRENT_*",
            "CI_JOB_*", "CI_MERGE_REQUEST_*", "CI_PIPELINE_*", "CI_REPOSITORY_URL", "CI_RUNNER_*", "CI_*_PASSWORD", "GITLAB_USER_*",
        ]),
        // https://www.jenkins.io/doc/book/pipeline/jenkinsfile/#using-environment-variables
        ("JENKINS_URL",
        [
            "BUILD_DISPLAY_NAME", "BUILD_ID", "BUILD_NUMBER", "BUILD_TAG", "BUILD_URL", "EXECUTOR_NUMBER", "RUN_*DISPLAY_URL", "GIT_COMMIT", "GIT_PREVIOUS_*",
            "JENKINS_*COOKIE", "HUDSON_*COOKIE",
        ]),
        // https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html
        ("CODEBUILD_BUILD_ID", ["CODEBUILD_*"]),
        // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
        ("BITBUCKET_BUILD_NUMBER",
        [
            "BITBUCKET_BUILD_NUMBER", "BITBUCKET_COMMIT", "BITBUCKET_PIPELINE_UUID", "BITBUCKET_PR_DESTINATION_COMMIT", "BITBUCKET_PR_ID", "BITBUCKET_STEP_*",
        ]),
        // https://circleci.com/docs/variables/
        ("CIRCLECI",
        [
            "CIRCLE_BUILD_*", "CIRCLE_INTERNAL_*", "CIRCLE_OIDC_TOKEN*", "CIRCLE_PIPELINE_*", "CIRCLE_PR_*", "CIRCLE_PREVIOUS_BUILD_NUM", "CIRCLE_PULL_REQUEST*",
            "CIRCLE_SHA1", "CIRCLE_SHELL_ENV", "CIRCLE_USERNAME", "CIRCLE_WORKFLOW_*", "CI_PULL_REQUEST*", "BASH_ENV",
        ]),
    ];

    /// <summary>Those that count, in a fixed order.</summary>
    public static IEnumerable<(string Name, string Value)> Of(IEnvironment environment)
    {
        var variables = environment.Variables;
        string[] passing = [.. Passing.Where(group => group.Server is null || variables.ContainsKey(group.Server)).SelectMany(group => group.Names)];
        return variables.Where(variable => !passing.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, variable.Key)))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal).Select(variable => (variable.Key, variable.Value));
    }
}
