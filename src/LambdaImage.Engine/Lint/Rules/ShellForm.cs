using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>CMD and ENTRYPOINT in their shell form, which Lambda's runtimes cannot take a handler from.</summary>
internal sealed class ShellForm : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "CMD or ENTRYPOINT in shell form";

    public IEnumerable<Finding> Check(LintSubject subject) =>
        subject.Final.Instructions.Select(instruction => (Instruction: instruction, Line: LineOf(instruction)))
            .Where(found => found.Line is not null && !found.Line.StartsWith('['))
            .Select(found => subject.Of(found.Instruction, found.Line!,
                $"{found.Instruction.Keyword} in its shell form is started through /bin/sh -c, which takes it for a command "
                + "where Lambda's runtime wants a handler.",
                $"Write a JSON array{Example(found.Instruction, found.Line!)}.") with
            {
                // There it cannot work: the runtime gets "/bin/sh" as the name of the handler.
                Severity = found.Instruction is Cmd && subject.Base.TakesHandler && subject.Entry is null ? LintSeverity.Error : null,
            });

    /// <summary>The shell line of an instruction; null for the JSON form and for other instructions.</summary>
    public static string? LineOf(Instruction instruction) => instruction switch
    {
        Cmd { Command: { IsShell: true } command } => command.Arguments[0],
        Entrypoint { Command: { IsShell: true } command } => command.Arguments[0],
        _ => null,
    };

    private static string Example(Instruction instruction, string line) =>
        line.IndexOfAny(['"', '\'', '\\', '$', '|', '&', ';', '>', '<', '(']) >= 0
            ? ""
            : $": {instruction.Keyword} [{string.Join(", ", line.Split(' ', StringSplitOptions.RemoveEmptyEntries).SkipWhile(word => word == "exec").Select(word => $"\"{word}\""))}]";
}
