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
    [InlineData("PATH")]
    [InlineData("GOFLAGS")]
    [InlineData("AWS_REGION")]
    [InlineData("GITHUB_REF_NAME")]
    [InlineData("BUILD_SOURCEBRANCH")]
    [InlineData("CI_COMMIT_BRANCH")]
    [InlineData("CI_ENVIRONMENT_NAME")]
    public void What_a_build_may_ask_for_counts(string name) => Names(name).ShouldBe([name]);

    [Theory]
    [InlineData("PWD")]
    [InlineData("SHLVL")]
    [InlineData("TERM_SESSION_ID")]
    [InlineData("SSH_AUTH_SOCK")]
    [InlineData("TMPDIR")]
    [InlineData("AWS_SESSION_TOKEN")]
    [InlineData("GITHUB_RUN_ID")]
    [InlineData("GITHUB_SHA")]
    [InlineData("RUNNER_TEMP")]
    [InlineData("BUILD_BUILDID")]
    [InlineData("AGENT_TEMPDIRECTORY")]
    [InlineData("SYSTEM_ACCESSTOKEN")]
    [InlineData("CI_COMMIT_SHORT_SHA")]
    [InlineData("CI_JOB_TOKEN")]
    [InlineData("BUILD_NUMBER")]
    [InlineData("CODEBUILD_BUILD_ID")]
    public void What_is_another_each_time_does_not(string name) => Names(name).ShouldBeEmpty();

    [Fact]
    public void What_gives_access_does_not_count_and_the_order_is_fixed()
    {
        _machine.Variables["b"] = "https://me:token@packages.test/simple";
        _machine.Variables["a"] = "1";

        InheritedVariables.Of(_machine).ShouldBe([("a", "1"), ("b", "https://***@packages.test/simple")]);
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
