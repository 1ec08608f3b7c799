using System.Buffers;
using System.Diagnostics;
using System.Text;
using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Processes;

/// <summary>Runs programs as children of this process and reads their output as it comes.</summary>
internal sealed class ProcessRunner(IEnvironment environment) : IProcessRunner
{
    /// <summary>How long a cancelled program may take to stop by itself before it is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    /// <summary>How long an ended program's pipes may stay open: a background child of it (an ssh master, say) can hold them for ever.</summary>
    private static readonly TimeSpan PipeGrace = TimeSpan.FromSeconds(2);

    /// <summary>Lines kept of each stream.</summary>
    private const int KeptLines = 2000;

    private static readonly SearchValues<char> BatchSyntax = SearchValues.Create("\"%&|<>^\r\n");

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly ProgramSearch _programs = new(environment);

    public async Task<ProcessResult> RunAsync(ProcessCommand command, Action<OutputLine>? onLine, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        using var process = Process.Start(StartInfo(command))!;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var output = new OutputTail(KeptLines);
        var errors = new OutputTail(KeptLines);
        var turn = new object();
        Task[] pumps =
        [
            StopOnFailureAsync(WriteInputAsync(process.StandardInput, command.Input, stop.Token)),
            StopOnFailureAsync(command.RawOutput is { } raw
                ? process.StandardOutput.BaseStream.CopyToAsync(raw, stop.Token)
                : new LineSplitter(line => Take(line, isError: false)).ReadAsync(process.StandardOutput.BaseStream, stop.Token)),
            StopOnFailureAsync(new LineSplitter(line => Take(line, isError: true)).ReadAsync(process.StandardError.BaseStream, stop.Token)),
        ];
        try
        {
            await process.WaitForExitAsync(stop.Token);
            await DrainAsync(pumps, command, stop.Token);
        }
        catch
        {
            await new ProcessTree(process).EndAsync(Grace);
            cancel.ThrowIfCancellationRequested();
            // Not cancelled: a pump has failed, and its own exception says more than the cancellation it caused.
            foreach (var pump in pumps.Where(pump => pump.IsFaulted)) await pump;
            throw;
        }

        return new ProcessResult(process.ExitCode, output.Lines, errors.Lines);

        void Take(string line, bool isError)
        {
            lock (turn)
            {
                (isError ? errors : output).Add(line);
                onLine?.Invoke(new OutputLine(line, isError));
            }
        }

        async Task StopOnFailureAsync(Task pump)
        {
            try
            {
                await pump;
            }
            catch
            {
                await stop.CancelAsync();
                throw;
            }
        }
    }

    private ProcessStartInfo StartInfo(ProcessCommand command)
    {
        var program = _programs.Find(command.FileName, command.Environment.GetValueOrDefault("PATH"))
            ?? throw new FileNotFoundException($"There is no program '{command.FileName}' on PATH.", command.FileName);
        RefuseBatchInjection(program, command.Arguments);
        var info = new ProcessStartInfo(program, command.Arguments)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Utf8,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in command.Environment)
        {
            if (value is null) info.Environment.Remove(name);
            else info.Environment[name] = value;
        }

        return info;
    }

    /// <summary>Windows runs batch files with cmd.exe, which reads these characters as commands whatever the quotes around them.</summary>
    private static void RefuseBatchInjection(string program, IReadOnlyList<string> arguments)
    {
        if (!OperatingSystem.IsWindows() || Path.GetExtension(program).ToUpperInvariant() is not (".BAT" or ".CMD")) return;
        var unsafeArgument = arguments.FirstOrDefault(argument => argument.AsSpan().ContainsAny(BatchSyntax));
        if (unsafeArgument is null) return;
        throw new FileNotFoundException($"'{program}' is a batch file, which cannot take the argument {unsafeArgument} safely.", program);
    }

    private static async Task WriteInputAsync(StreamWriter input, string? text, CancellationToken cancel)
    {
        try
        {
            if (text is not null) await input.WriteAsync(text.AsMemory(), cancel);
            await input.DisposeAsync();
        }
        catch (IOException)
        {
            // The program has closed its input: it need not read all of it.
        }
    }

    private static async Task DrainAsync(Task[] pumps, ProcessCommand command, CancellationToken cancel)
    {
        // Raw output is wanted whole, however slow the disk is that it goes to.
        if (command.RawOutput is not null) await pumps[1];
        try
        {
            await Task.WhenAll(pumps).WaitAsync(PipeGrace, cancel);
        }
        catch (TimeoutException)
        {
            // All that the program itself printed has been read; what holds the pipe is not what was asked for.
        }
    }
}
