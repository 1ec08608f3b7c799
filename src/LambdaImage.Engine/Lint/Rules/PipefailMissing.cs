namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A pipe whose first half may fail unseen.</summary>
internal sealed class PipefailMissing : ILintRule
{
    /// <summary>Commands that do not fail in a way anybody cares about.</summary>
    private static readonly HashSet<string> Safe = new(["echo", "printf", "yes", "true", "date", "env", "ls", "pwd"], StringComparer.Ordinal);

    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Pipe without pipefail";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages)
        {
            var shell = stage.Chain.SelectMany(one => one.Instructions).OfType<Dockerfiles.Shell>().LastOrDefault();
            if (shell?.Command.Any(word => word.Contains("pipefail", StringComparison.Ordinal)) == true) continue;
            foreach (var run in stage.Commands.GroupBy(command => command.Run))
            {
                if (run.Any(command => command.Name == "set" && command.Arguments.Any(word => word.Text == "pipefail"))) continue;
                if (run.FirstOrDefault(command => command.Command.After == "|" && !Safe.Contains(command.Name)) is not { } first) continue;
                var hasBash = stage.Base.System is LinuxSystem.Debian or LinuxSystem.Ubuntu;
                yield return subject.Of(first, $"When {first.Name} fails, the RUN still succeeds: only the last command of a pipe counts.",
                    hasBash ? "Write SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"] above." : "Start the RUN with set -o pipefail &&.");
            }
        }
    }
}
