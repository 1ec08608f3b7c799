using LambdaImage.Tool;
using LambdaImage.Tool.Output;

namespace LambdaImage.Tests.Tool;

public sealed class Showing_progress
{
    [Fact]
    public void Log_lines_below_the_chosen_level_are_left_out()
    {
        using var error = new StringWriter();
        using var reporter = new ConsoleReporter(new ToolConsole(TextReader.Null, TextWriter.Null, error, false, false, 80), LogLevel.Build, true);
        reporter.Log(LogLevel.Verbose, "why");
        reporter.Log(LogLevel.Build, "#1 done");
        reporter.Log(LogLevel.Warning, "old runtime");
        error.ToString().ShouldBe($"#1 done{Environment.NewLine}warning: old runtime{Environment.NewLine}");
    }

    [Fact]
    public void Nothing_is_drawn_where_no_terminal_can_redraw_it()
    {
        using var error = new StringWriter();
        using var reporter = new ConsoleReporter(new ToolConsole(TextReader.Null, TextWriter.Null, error, false, IsInteractive: false, 80), LogLevel.Build, true);
        for (var i = 0; i < 1000; i++) reporter.Report(new WorkProgress(1, null, "Upload", "", i, 1000, true));
        error.ToString().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(42_100_000, "42.1 MB")]
    public void Sizes_are_decimal_as_registries_print_them(long bytes, string expected) => Humanize.Size(bytes).ShouldBe(expected);
}
