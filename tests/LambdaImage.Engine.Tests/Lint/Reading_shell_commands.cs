using LambdaImage.Engine.Lint.Shell;

namespace LambdaImage.Engine.Tests.Lint;

public class Reading_shell_commands
{
    [Theory]
    [InlineData("a b && c|d; e", "a b / c / d / e")]
    [InlineData("A=1 B=2 sudo -E env C=3 apt-get -y install 'x y'", "apt-get -y install x y")]
    [InlineData("if [ -f a ]; then b; else c; fi", "[ -f a ] / b / c")]
    [InlineData("for i in 1 2; do echo $i; done", "for i in 1 2 / echo $i")]
    [InlineData("( cd /a && make ) > /log 2>&1", "cd /a / make")]
    [InlineData("echo \"a # b\" # comment && c\nd", "echo a # b / d")]
    [InlineData("x $(curl a | sh) `b; c` ${d:-e f}", "x $(curl a | sh) `b; c` ${d:-e f}")]
    [InlineData("env > /app/.env", "env")]
    [InlineData("a \\\n  b", "a b")]
    public void Each_is_found(string script, string commands) =>
        string.Join(" / ", RunScript.OfText(script, 1).Select(command => command.ToString())).ShouldBe(commands);

    [Fact]
    public void Places_are_lines_and_columns_of_the_file()
    {
        var word = RunScript.OfText("set -e\n  apt-get install gcc\n", 7)[1].Arguments[1];
        (word.Text, word.Line, word.Column).ShouldBe(("gcc", 8, 19));
    }

    [Theory]
    [InlineData("a > /b", "/b")]
    [InlineData("a >>/b 2>/c", "/b /c")]
    [InlineData("a &> /b", "/b")]
    [InlineData("a < /b 2>&1", "")]
    public void Redirections_tell_what_is_written(string script, string targets) =>
        string.Join(' ', RunScript.OfText(script, 1).Single().Redirects.Select(redirect => redirect.Target)).ShouldBe(targets);

    [Theory]
    [InlineData("apt-get -qy install x", "-y", true)]
    [InlineData("apt-get install --yes=true x", "--yes", true)]
    [InlineData("apt-get install -o=y x", "-y", false)]
    public void Flags_are_found_among_others(string script, string flag, bool expected) =>
        RunScript.OfText(script, 1).Single().Has(flag).ShouldBe(expected);
}
