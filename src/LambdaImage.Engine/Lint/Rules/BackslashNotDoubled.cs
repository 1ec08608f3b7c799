using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Names of PHP classes in CMD: in JSON a backslash is written twice.</summary>
internal sealed partial class BackslashNotDoubled : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Backslash not doubled in JSON";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var instruction in subject.Final.Instructions)
        {
            var (command, isBroken) = instruction switch
            {
                Cmd cmd => (cmd.Command, IsBroken(cmd.Command)),
                Entrypoint entry => (entry.Command, IsBroken(entry.Command)),
                _ => (null, false),
            };
            if (!isBroken || command is null) continue;
            yield return subject.Of(instruction, "\\",
                command.IsShell
                    ? $"{instruction.Keyword} is no valid JSON because of a single backslash, so it is taken for a shell command."
                    : $"JSON reads a single backslash as the start of a control character, so {instruction.Keyword} does not hold the name that stands there.",
                "Write each backslash twice: [\"App\\\\Handler\"].");
        }
    }

    /// <summary>Whether single backslashes are what is wrong with an array.</summary>
    public static bool Explains(string line) => line.StartsWith('[') && Escape().IsMatch(line)
        && DockerfileReaderWords.TryJson(line.Replace("\\", "\\\\", StringComparison.Ordinal)) is not null;

    private static bool IsBroken(CommandLineForm command) => command.IsShell
        ? Explains(command.Arguments[0])
        : command.Arguments.Any(argument => argument.AsSpan().IndexOfAny("\b\f\n\r\t") >= 0 && !argument.Contains(' ', StringComparison.Ordinal) && ClassName().IsMatch(argument));

    [GeneratedRegex(@"(?<!\\)\\[^\\""/]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"^[A-Za-z]\w*(?:[\b\f\n\r\t\\]\w+)+$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ClassName();
}
