namespace LambdaImage.Engine.Lint.Rules;

/// <summary>CMD and ENTRYPOINT that were meant as JSON and are none.</summary>
internal sealed class JsonFormBroken : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "CMD or ENTRYPOINT is broken JSON";

    public IEnumerable<Finding> Check(LintSubject subject) =>
        subject.Final.Instructions.Select(instruction => (Instruction: instruction, Line: ShellForm.LineOf(instruction)))
            .Where(found => found.Line is ['[', ..] && !BackslashNotDoubled.Explains(found.Line))
            .Select(found => subject.Of(found.Instruction, found.Line!,
                $"{found.Instruction.Keyword} starts like a JSON array but is none, so it is taken for a shell command.",
                Remedy(found.Line!)));

    private static string Remedy(string line) =>
        line.Contains('\'', StringComparison.Ordinal) && !line.Contains('"', StringComparison.Ordinal) ? "JSON has double quotes, not single ones."
        : line.Contains('“', StringComparison.Ordinal) || line.Contains('”', StringComparison.Ordinal) ? "Write straight quotes (\") instead of typographic ones."
        : !line.EndsWith(']') ? "Close the array with ] and write nothing behind it."
        : line.Contains(",]", StringComparison.Ordinal) || line.Contains(", ]", StringComparison.Ordinal) ? "Remove the comma before ]."
        : "Write [\"word\", \"word\"], with commas between the words.";
}
