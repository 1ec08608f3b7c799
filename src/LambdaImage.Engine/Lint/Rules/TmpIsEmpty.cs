using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Files put into /tmp, over which Lambda mounts an empty folder.</summary>
internal sealed class TmpIsEmpty : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "/tmp is empty when the function runs";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var instruction in subject.Final.Instructions)
        {
            if (instruction is Transfer transfer && IsInTmp(transfer.Destination) && !IsUsed(subject, transfer))
            {
                yield return subject.Of(transfer, transfer.Destination,
                    $"What is put into {transfer.Destination} is gone when the function runs: Lambda mounts an empty /tmp over it.",
                    "Put it elsewhere, for example below /opt or /var/task.");
            }
            else if (instruction is WorkDir folder && IsInTmp(folder.Path) && ReferenceEquals(folder, subject.Final.Instructions.OfType<WorkDir>().Last()))
            {
                yield return subject.Of(folder, folder.Path,
                    $"{folder.Path} does not exist when the function runs: Lambda mounts an empty /tmp over it.",
                    "Work in a folder of the image, for example /var/task.");
            }
        }
    }

    private static bool IsInTmp(string path) => path == "/tmp" || path.StartsWith("/tmp/", StringComparison.Ordinal);

    /// <summary>What a later RUN takes from there was only on its way.</summary>
    private static bool IsUsed(LintSubject subject, Transfer transfer) => subject.Final.Commands.Any(command =>
        command.Run.Lines.First > transfer.Lines.First && command.Command.Words.Any(word => word.Text.Contains("/tmp/", StringComparison.Ordinal)));
}
