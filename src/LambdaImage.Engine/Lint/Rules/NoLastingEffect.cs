namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Commands whose effect ends with their RUN.</summary>
internal sealed class NoLastingEffect : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Command whose effect ends with its RUN";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var run in subject.Commands.GroupBy(command => command.Run))
        {
            // What follows in the same RUN profits from it.
            var last = run.Last();
            if (run.Any(command => command.Name is not ("cd" or "export" or "alias" or "source" or "." or "set" or "umask" or "ulimit") && command.Command.Assignments.Count == 0)) continue;
            var remedy = last.Name switch
            {
                "cd" => "Write WORKDIR.",
                "export" => "Write ENV.",
                _ when last.Command.Assignments is [var first, ..] && first == last.Command.Words[0] => "Write ENV.",
                "source" or "." => "Set what it sets with ENV, or do it in the RUN that needs it.",
                "alias" or "umask" or "ulimit" or "set" => "Do it in the RUN that needs it.",
                _ => null,
            };
            if (remedy is not null) yield return subject.Of(last, $"Each RUN has a shell of its own, so '{last.Command}' is forgotten when this one ends.", remedy);
        }
    }
}
