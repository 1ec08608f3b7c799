using LambdaImage.TestKit;
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

    [Fact]
    public void The_whole_is_shown_with_its_rate_and_the_time_that_is_left_and_the_newest_piece()
    {
        var clock = new SkippingClock();
        using var error = new StringWriter();
        using var reporter = new ConsoleReporter(new ToolConsole(TextReader.Null, TextWriter.Null, error, false, IsInteractive: true, 120), LogLevel.Build, true, clock);
        reporter.Report(new WorkProgress(1, null, "Push to shop", "Sending", 0, 60_000_000, true));
        reporter.Report(new WorkProgress(2, 1, "Upload sha256:1a2b3c", "Sending", 0, 20_000_000, true));
        clock.Advance(TimeSpan.FromSeconds(2));
        reporter.Report(new WorkProgress(1, null, "Push to shop", "0 of 3 blobs", 20_000_000, 60_000_000, true));

        error.ToString().Split('\r')[^1].ShouldBe("Push to shop 20.0 MB of 60.0 MB, 10.0 MB/s, 4 s left | Upload sha256:1a2b3c 0 B of 20.0 MB");
    }

    [Fact]
    public void What_has_no_pieces_and_what_has_ended_is_shown_too()
    {
        var clock = new SkippingClock();
        using var error = new StringWriter();
        using var reporter = new ConsoleReporter(new ToolConsole(TextReader.Null, TextWriter.Null, error, false, IsInteractive: true, 120), LogLevel.Build, true, clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        reporter.Report(new WorkProgress(1, null, "Wait for shop", "Pending", 0, null, false));
        error.ToString().ShouldBe("Wait for shop Pending");

        clock.Advance(TimeSpan.FromSeconds(1));
        reporter.Report(new WorkProgress(1, null, "Wait for shop", "Active", 0, null, false, Completed: true));
        error.ToString().ShouldBe("Wait for shop Pending");
        reporter.Clear();
        error.ToString().Split('\r')[^1].ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(42_100_000, "42.1 MB")]
    public void Sizes_are_decimal_as_registries_print_them(long bytes, string expected) => Humanize.Size(bytes).ShouldBe(expected);
}
