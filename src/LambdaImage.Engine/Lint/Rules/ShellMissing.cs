using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>RUN in images without a shell.</summary>
internal sealed class ShellMissing : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "RUN in an image without a shell";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages.Where(stage => stage.Base.System == LinuxSystem.None))
        {
            // What is copied in may be a shell.
            if (stage.Chain.SelectMany(one => one.Instructions).OfType<Copy>().Any(copy => copy.Destination is "/" or "/bin" or "/bin/" or "/bin/sh" or "/usr/bin/")) continue;
            foreach (var run in stage.Instructions.OfType<Run>().Where(run => run.Command.IsShell))
            {
                yield return subject.Of(run, $"{stage.Base.Text} has no shell, so RUN cannot be carried out.",
                    "Do it in an earlier stage and copy the result with COPY --from.");
                break;
            }
        }
    }
}
