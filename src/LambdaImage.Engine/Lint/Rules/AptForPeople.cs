namespace LambdaImage.Engine.Lint.Rules;

/// <summary>apt, whose output and options may change, instead of apt-get.</summary>
internal sealed class AptForPeople : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "apt instead of apt-get";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.Commands.Where(command => command.Name == "apt")
        .GroupBy(command => command.Run).Select(group => group.First())
        .Select(command => subject.Of(command, "apt is for people at a terminal: it warns that its behaviour may change.", "Write apt-get."));
}
