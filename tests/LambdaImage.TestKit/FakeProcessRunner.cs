using LambdaImage.Engine.Processes;

namespace LambdaImage.TestKit;

/// <summary>Answers commands from a script and remembers them, so that tests can look at the arguments a CLI would get.</summary>
internal sealed class FakeProcessRunner : IProcessRunner
{
    private readonly List<(Func<ProcessCommand, bool> Matches, Func<ProcessCommand, Reply> Answer)> _rules = [];

    /// <summary>Every command that was run, in order.</summary>
    public List<ProcessCommand> Commands { get; } = [];

    /// <summary>Answers commands whose program and arguments start with these words; the last rule added wins.</summary>
    public FakeProcessRunner On(string words, Reply reply) => On(words, _ => reply);

    public FakeProcessRunner On(string words, Func<ProcessCommand, Reply> reply)
    {
        _rules.Add((command => (Words(command) + " ").StartsWith(words + " ", StringComparison.Ordinal), reply));
        return this;
    }

    /// <summary>The one command that was run and starts with these words.</summary>
    public ProcessCommand Command(string words) =>
        Commands.Single(command => (Words(command) + " ").StartsWith(words + " ", StringComparison.Ordinal));

    public async Task<ProcessResult> RunAsync(ProcessCommand command, Action<OutputLine>? onLine, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        Commands.Add(command);
        var rule = _rules.LastOrDefault(rule => rule.Matches(command));
        if (rule.Answer is null) throw new FileNotFoundException($"No rule for: {Words(command)}", command.FileName);
        var reply = rule.Answer(command);
        if (command.RawOutput is { } raw) await raw.WriteAsync(reply.RawOutput, cancel);
        foreach (var line in reply.Output) onLine?.Invoke(new OutputLine(line, IsError: false));
        foreach (var line in reply.Errors) onLine?.Invoke(new OutputLine(line, IsError: true));
        return new ProcessResult(reply.ExitCode, command.RawOutput is null ? reply.Output : [], reply.Errors);
    }

    private static string Words(ProcessCommand command) =>
        string.Join(' ', [Path.GetFileNameWithoutExtension(command.FileName), .. command.Arguments]);

    /// <summary>What a program prints and how it ends.</summary>
    internal sealed record Reply(int ExitCode = 0, string StandardOutput = "", string StandardError = "")
    {
        /// <summary>Bytes for commands that want raw output.</summary>
        public ReadOnlyMemory<byte> RawOutput { get; init; }

        public IReadOnlyList<string> Output => Lines(StandardOutput);

        public IReadOnlyList<string> Errors => Lines(StandardError);

        private static string[] Lines(string text) => text.Length == 0 ? [] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
