using System.Diagnostics;
using System.Globalization;
using LambdaImage.Engine.Environments;
using LambdaImage.Engine.Processes;

namespace LambdaImage.Engine.Tests.Processes;

public sealed class Running_a_program
{
    private readonly ProcessRunner _runner = new(new ProcessEnvironment());

    [SkippableFact]
    public async Task Exit_code_and_both_outputs_are_given()
    {
        var result = await RunAsync("echo out; echo problem >&2; exit 3");

        result.ExitCode.ShouldBe(3);
        result.Output.ShouldBe(["out"]);
        result.Errors.ShouldBe(["problem"]);
    }

    [SkippableFact]
    public async Task Lines_arrive_while_the_program_still_runs()
    {
        using var stop = new CancellationTokenSource();
        var first = new TaskCompletionSource<string>();

        var run = RunAsync("echo first; sleep 60", line => first.TrySetResult(line.Text), cancel: stop.Token);

        (await first.Task.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None)).ShouldBe("first");
        run.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);
    }

    [SkippableFact]
    public async Task Progress_bars_end_their_lines_with_carriage_returns()
    {
        var result = await RunAsync(@"printf '10%%\r20%%\rdone\r\n\r\nnext\n\nlast'");

        result.Output.ShouldBe(["10%", "20%", "done", "", "next", "", "last"]);
    }

    [SkippableFact]
    public async Task Characters_cut_by_a_buffer_stay_whole()
    {
        var result = await RunAsync(@"printf 'Gr\303'; printf '\274n\n'");

        result.Output.ShouldBe(["Grün"]);
    }

    [SkippableFact]
    public async Task Only_the_last_lines_are_kept_but_all_are_shown()
    {
        var shown = 0;

        var result = await RunAsync("seq 1 5000", _ => shown++);

        shown.ShouldBe(5000);
        result.Output.Count.ShouldBe(2000);
        result.Output[^1].ShouldBe("5000");
    }

    [SkippableFact]
    public async Task Text_goes_to_standard_input()
    {
        var result = await RunAsync("cat", change: command => command with { Input = "pässword\n" });

        result.Output.ShouldBe(["pässword"]);
    }

    [SkippableFact]
    public async Task A_program_that_ignores_its_input_is_no_problem()
    {
        var result = await RunAsync("exit 0", change: command => command with { Input = new string('x', 1_000_000) });

        result.ExitCode.ShouldBe(0);
    }

    [SkippableFact]
    public async Task Variables_are_set_and_removed()
    {
        var result = await RunAsync("echo ${LI_NEW} ${HOME:-none}", change: command => command with
        {
            Environment = new Dictionary<string, string?> { ["LI_NEW"] = "new", ["HOME"] = null },
        });

        result.Output.ShouldBe(["new none"]);
    }

    [SkippableFact]
    public async Task Raw_output_keeps_every_byte()
    {
        using var copy = new MemoryStream();

        await RunAsync(@"printf '\000\377\r\n'; echo note >&2", change: command => command with { RawOutput = copy });

        copy.ToArray().ShouldBe([0, 255, 13, 10]);
    }

    [SkippableFact]
    public async Task A_failing_sink_ends_the_program_and_its_failure_is_told()
    {
        await using var full = new FullDisk();

        var run = RunAsync("while :; do echo data; done", change: command => command with { RawOutput = full });

        (await Should.ThrowAsync<IOException>(run)).Message.ShouldBe("disk full");
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_told_by_name()
    {
        var run = _runner.RunAsync(new ProcessCommand("no-such-program-here", []), null, CancellationToken.None);

        (await Should.ThrowAsync<FileNotFoundException>(run)).FileName.ShouldBe("no-such-program-here");
    }

    [SkippableFact]
    public async Task Cancellation_ends_the_program_and_its_children_at_once()
    {
        using var stop = new CancellationTokenSource();
        var children = new TaskCompletionSource<int[]>();

        // The outer shell is asked to stop and does; the ones below it ignore the request and must be killed.
        var run = RunAsync("sh -c 'trap \"\" TERM; sleep 60 & echo $$ $!; wait; sleep 60'; true", line => children.TrySetResult(
            [.. line.Text.Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))]), cancel: stop.Token);
        var ids = await children.Task.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);

        // It takes half a second; the rest is for machines that are busy with other tests.
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(2));
        ids.ShouldAllBe(id => !IsRunning(id));
    }

    [SkippableFact]
    public async Task Cancellation_lets_the_program_clean_up()
    {
        using var stop = new CancellationTokenSource();
        var ready = new TaskCompletionSource();
        var trace = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var run = RunAsync(
            "trap 'echo cleaned >\"$TRACE\"; exit 0' TERM; echo ready; while :; do sleep 0.05; done",
            _ => ready.TrySetResult(),
            command => command with { Environment = new Dictionary<string, string?> { ["TRACE"] = trace } },
            stop.Token);
        await ready.Task.WaitAsync(TimeSpan.FromSeconds(20), CancellationToken.None);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(run);

        File.Exists(trace).ShouldBeTrue();
        File.Delete(trace);
    }

    [SkippableFact]
    public async Task A_background_child_that_keeps_the_pipe_open_does_not_hold_the_result()
    {
        var started = Stopwatch.GetTimestamp();

        var result = await RunAsync("echo done; sleep 30 & echo $! >&2");

        using var child = Process.GetProcessById(int.Parse(result.Errors[0], CultureInfo.InvariantCulture));
        child.Kill();
        result.Output.ShouldBe(["done"]);
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private Task<ProcessResult> RunAsync(
        string script, Action<OutputLine>? onLine = null, Func<ProcessCommand, ProcessCommand>? change = null, CancellationToken cancel = default)
    {
        Skip.If(OperatingSystem.IsWindows(), "needs sh");
        var command = new ProcessCommand("sh", ["-c", script]);
        return _runner.RunAsync(change?.Invoke(command) ?? command, onLine, cancel);
    }

    // A killed process whose parent has not yet asked for its exit code still has an entry, as a zombie.
    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited && !(OperatingSystem.IsLinux() && File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal));
        }
        catch (Exception problem) when (problem is ArgumentException or IOException)
        {
            return false;
        }
    }

    private sealed class FullDisk : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("disk full");
    }
}
