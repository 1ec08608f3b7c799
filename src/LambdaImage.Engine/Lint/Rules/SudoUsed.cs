namespace LambdaImage.Engine.Lint.Rules;

/// <summary>sudo, which few images have and builds do not need.</summary>
internal sealed class SudoUsed : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "sudo in a build";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.Commands.Where(command => command.Command.Sudo is not null)
        .Select(command => subject.Of(command, command.Command.Sudo!, "A build runs as root already, and most images have no sudo.", "Remove it; where a USER comes before, write USER root for the step."));
}
