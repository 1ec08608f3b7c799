namespace LambdaImage.Engine.Processes;

/// <summary>Runs other programs.</summary>
internal interface IProcessRunner
{
    /// <summary>Runs a program to its end. On cancellation the program and its children are ended before this returns.</summary>
    /// <param name="command">What to run. Secrets go into its environment or standard input, never its arguments.</param>
    /// <param name="onLine">Takes each line of output as it comes; null: lines are only collected.</param>
    /// <param name="cancel">Ends the program.</param>
    /// <returns>Exit code and collected output.</returns>
    /// <exception cref="FileNotFoundException">There is no such program.</exception>
    Task<ProcessResult> RunAsync(ProcessCommand command, Action<OutputLine>? onLine, CancellationToken cancel);
}

/// <summary>A program to run.</summary>
internal sealed record ProcessCommand(string FileName, IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables to set, or to remove where the value is null.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Text for standard input; null closes it at once.</summary>
    public string? Input { get; init; }

    /// <summary>Copies standard output, as raw bytes, here instead of splitting it into lines.</summary>
    public Stream? RawOutput { get; init; }
}

/// <summary>One line a program printed.</summary>
internal readonly record struct OutputLine(string Text, bool IsError);

/// <summary>How a program ended.</summary>
internal sealed record ProcessResult(int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Errors);
