using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>ENV and LABEL without an equals sign.</summary>
internal sealed class EnvOldForm : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "ENV without an equals sign";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var instruction in subject.Stages.SelectMany(stage => stage.Instructions).Where(instruction => instruction is Env or Dockerfiles.Label))
        {
            var (name, value) = instruction is Env env ? env.Variables[0] : ((Dockerfiles.Label)instruction).Labels[0];
            var statement = subject.Source.StatementOf(instruction);
            var rest = statement.Text[statement.KeywordLength..].TrimStart();
            if (rest.StartsWith(name + "=", StringComparison.Ordinal)) continue;
            yield return subject.Of(instruction, name, "The form without an equals sign is deprecated, and takes the rest of the line for the value.",
                $"Write {instruction.Keyword} {name}={(value.Contains(' ', StringComparison.Ordinal) || value.Contains('\\', StringComparison.Ordinal) ? "\"…\"" : value)}.");
        }
    }
}
