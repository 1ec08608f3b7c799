using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Several CMD or ENTRYPOINT in one stage.</summary>
internal sealed class CommandRepeated : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Several CMD or ENTRYPOINT";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.Stages.SelectMany(stage =>
        Replaced<Cmd>(stage).Concat(Replaced<Entrypoint>(stage)).Select(instruction => subject.Of(
            instruction, $"This {instruction.Keyword} has no effect: a later one replaces it.", "Keep one of them.")));

    private static IEnumerable<Instruction> Replaced<T>(StageView stage) where T : Instruction =>
        stage.Instructions.OfType<T>().SkipLast(1);
}
