using LambdaImage.Engine.Builders.Host;
using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Tests.Builders.Host;

public sealed class Telling_what_programs_inherit : IDisposable
{
    private readonly ToolMachine _machine = new();

    [Theory]
    [InlineData("NEXT_PUBLIC_API")]
    [InlineData("NEXT_PUBLIC_STRIPE_KEY")]
    [InlineData("NODE_ENV")]
    [InlineData("GOFLAGS")]
    [InlineData("AWS_REGION")]
    [InlineData("GITHUB_REF_NAME")]
    [InlineData("BUILD_SOURCEBRANCH")]
    [InlineData("CI_COMMIT_BRANCH")]
    [InlineData("CI_ENVIRONMENT_NAME")]
    [InlineData("AGENT_API_URL")]
    [InlineData("SYSTEM_API_URL")]
    [InlineData("RUNNER_API_URL")]
    [InlineData("BUILD_ID")]
    [InlineData("BASH_ENV")]
    [InlineData("CIRCLE_BRANCH")]
    [InlineData("BITBUCKET_BRANCH")]
    public void What_a_build_may_ask_for_counts(string name) => Names(name).ShouldBe([name]);

    [Theory]
    [InlineData("PATH")]
    [InlineData("PWD")]
    [InlineData("SHLVL")]
    [InlineData("ITERM_SESSION_ID")]
    [InlineData("SECURITYSESSIONID")]
    [InlineData("WSL_INTEROP")]
    [InlineData("GNOME_TERMINAL_SCREEN")]
    [InlineData("KITTY_PID")]
    [InlineData("WEZTERM_PANE")]
    [InlineData("ALACRITTY_WINDOW_ID")]
    [InlineData("ZELLIJ_SESSION_NAME")]
    [InlineData("KONSOLE_DBUS_SESSION")]
    [InlineData("TERM_SESSION_ID")]
    [InlineData("SSH_AUTH_SOCK")]
    [InlineData("TMPDIR")]
    [InlineData("AWS_SESSION_TOKEN")]
    public void What_is_another_each_time_does_not(string name) => Names(name).ShouldBeEmpty();

    [Theory]
    [InlineData("GITHUB_ACTIONS", "GITHUB_RUN_ID")]
    [InlineData("GITHUB_ACTIONS", "GITHUB_SHA")]
    [InlineData("GITHUB_ACTIONS", "RUNNER_TEMP")]
    [InlineData("TF_BUILD", "BUILD_BUILDID")]
    [InlineData("TF_BUILD", "BUILD_TRIGGEREDBY_BUILDID")]
    [InlineData("TF_BUILD", "RESOURCES_PIPELINE_APP_RUNID")]
    [InlineData("TF_BUILD", "RELEASE_RELEASEID")]
    [InlineData("TF_BUILD", "AGENT_TEMPDIRECTORY")]
    [InlineData("TF_BUILD", "SYSTEM_ACCESSTOKEN")]
    [InlineData("GITLAB_CI", "CI_COMMIT_SHORT_SHA")]
    [InlineData("GITLAB_CI", "CI_JOB_TOKEN")]
    [InlineData("GITLAB_CI", "CI_REPOSITORY_URL")]
    [InlineData("JENKINS_URL", "BUILD_NUMBER")]
    [InlineData("CODEBUILD_BUILD_ID", "CODEBUILD_START_TIME")]
    [InlineData("BITBUCKET_BUILD_NUMBER", "BITBUCKET_STEP_UUID")]
    [InlineData("CIRCLECI", "CIRCLE_WORKFLOW_ID")]
    [InlineData("CIRCLECI", "BASH_ENV")]
    public void What_a_server_says_of_a_run_counts_only_elsewhere(string server, string name)
    {
        Names(name).ShouldBe([name]);
        Names(server).ShouldNotContain(name);
    }

    [Fact]
    public void Values_are_as_they_are_and_the_order_is_the_same_in_each_language()
    {
        _machine.Variables["b"] = "https://key@o1.ingest.sentry.io/2";
        _machine.Variables["a"] = "1";
        _machine.Variables["C"] = "2";

        InheritedVariables.Of(_machine).ShouldBe([("C", "2"), ("a", "1"), ("b", "https://key@o1.ingest.sentry.io/2")]);
    }

    [Fact]
    public void The_variables_of_this_process_are_those_that_it_passes_on()
    {
        var machine = new ProcessEnvironment();

        machine.Variables.ShouldContain(variable => variable.Key.Equals("PATH", StringComparison.OrdinalIgnoreCase) && variable.Value == machine.Get("PATH"));
    }

    public void Dispose() => _machine.Dispose();

    private string[] Names(string name)
    {
        _machine.Variables[name] = "1";
        return [.. InheritedVariables.Of(_machine).Select(variable => variable.Name)];
    }
}
