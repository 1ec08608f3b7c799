using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>The program that Lambda starts, without the right to be started.</summary>
internal sealed class NotExecutable : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Program without permission to run";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        var started = Directly(subject).ToHashSet(StringComparer.Ordinal);
        if (subject.CommandsInImage.Any(command => command.Name is "chmod" or "install")) yield break;
        foreach (var transfer in subject.InImage.OfType<Transfer>())
        {
            var isStarted = started.Contains(transfer.Destination) || transfer.Destination.StartsWith(WebAdapterUse.Extensions + "/", StringComparison.Ordinal);
            if (transfer.Chmod is { } mode && isStarted && FileMode.DeniesRunning(mode) && !FileMode.DeniesOthers(mode))
            {
                yield return subject.Of(transfer, "--chmod", $"--chmod={mode} does not let Lambda's user run {transfer.Destination}, which it starts.", "Write --chmod=0755.");
            }
            else if (transfer is Copy { From: null, Chmod: null, Sources: [var source], Documents.Count: 0 } && started.Contains(transfer.Destination) && IsPlainFile(subject, source))
            {
                yield return subject.Of(transfer, source, $"{source} has no permission to be run on this disk, and docker copies it as it is: Lambda cannot start {transfer.Destination}.",
                    $"Write COPY --chmod=0755 {source} {transfer.Destination}, or keep the permission with git update-index --chmod=+x {source}.") with
                { Severity = LintSeverity.Warning };
            }
            else if (transfer is Copy { Documents: [_, ..], Chmod: null } && started.Contains(transfer.Destination))
            {
                yield return subject.Of(transfer, transfer.Destination, $"A here-document makes a file that nobody may run, and Lambda starts {transfer.Destination}.", "Write COPY --chmod=0755.");
            }
        }
    }

    /// <summary>What is started by itself, not by an interpreter.</summary>
    private static IEnumerable<string> Directly(LintSubject subject)
    {
        if ((subject.Entry?.Command ?? subject.Command?.Command) is { Arguments: [['/', ..] first, ..] }) yield return first.Split(' ')[0];
        if (subject.Base.IsProvided && subject.Entry is null) yield return "/var/runtime/bootstrap";
    }

    private static bool IsPlainFile(LintSubject subject, string source)
    {
        if (OperatingSystem.IsWindows() || subject.Context is not { } context || context.Sent.Find(source) is not { Kind: Oci.Layers.EntryKind.File } node) return false;
        return (File.GetUnixFileMode(context.Files.FullPath(node.Path)) & UnixFileMode.OtherExecute) == UnixFileMode.None;
    }
}
