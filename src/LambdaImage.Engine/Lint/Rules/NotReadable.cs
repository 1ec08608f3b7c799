using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Files that only their owner can read: Lambda runs functions as somebody else.</summary>
internal sealed class NotReadable : ILintRule
{
    /// <summary>How many files of the context are named before the rest is counted.</summary>
    private const int Named = 1;

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Files that Lambda's user cannot read";

    public IEnumerable<Finding> Check(LintSubject subject) =>
        Copied(subject).Concat(Changed(subject)).Concat(OnDisk(subject));

    private static IEnumerable<Finding> Copied(LintSubject subject) => subject.InImage.OfType<Transfer>()
        .Where(transfer => transfer.Chmod is { } mode && FileMode.DeniesOthers(mode))
        .Select(transfer => subject.Of(transfer, "--chmod", $"--chmod={transfer.Chmod} lets nobody but the owner read {transfer.Destination}, and Lambda runs the function as another user.",
            "Write --chmod=0644 for files, 0755 for programs and folders."));

    private static IEnumerable<Finding> Changed(LintSubject subject)
    {
        foreach (var command in subject.CommandsInImage.Where(command => command.Name == "chmod"))
        {
            if (command.Arguments.FirstOrDefault(word => !word.IsFlag || word.Text is ['-', 'r' or 'w' or 'x', ..]) is not { } mode || !FileMode.DeniesOthers(mode.Text)) continue;
            var files = string.Join(' ', command.Arguments.SkipWhile(word => word != mode).Skip(1).Select(word => word.Text));
            // Keys of the build that are removed again, or that the build alone uses.
            if (files.Contains("/root/", StringComparison.Ordinal) || files.Contains('~', StringComparison.Ordinal) || files.Contains(".ssh", StringComparison.Ordinal)) continue;
            yield return subject.Of(command, mode, $"chmod {mode.Text} lets nobody but the owner use {files}, and Lambda runs the function as another user.",
                "Write chmod a+rX, or 0644 for files and 0755 for programs and folders.");
        }
    }

    /// <summary>Container builders keep the mode that a file has on disk.</summary>
    private static IEnumerable<Finding> OnDisk(LintSubject subject)
    {
        if (OperatingSystem.IsWindows() || subject.Context is not { } context || subject.CommandsInImage.Any(command => command.Name == "chmod")) yield break;
        foreach (var copy in subject.InImage.OfType<Copy>().Where(copy => copy is { From: null, Chmod: null }))
        {
            string[] closed =
            [
                .. copy.Sources.Where(source => !source.Contains('$', StringComparison.Ordinal)).SelectMany(source => context.Match(copy, source) ?? [])
                    .SelectMany(path => context.Sent.Find(path)?.Walk() ?? [])
                    .Where(node => node.Kind == Oci.Layers.EntryKind.File && (node.ModeOnDisk & UnixFileMode.OtherRead) == UnixFileMode.None)
                    .Select(node => node.Path),
            ];
            if (closed.Length == 0) continue;
            var others = closed.Length > Named ? $" and {closed.Length - Named} more" : "";
            yield return subject.Of(copy, $"{closed[0]}{others} can be read by the owner only. Build-LambdaImage sees to that; docker build copies the mode into the image, where Lambda runs the function as another user.",
                "Make them readable (chmod -R a+rX .), or write COPY --chmod=0755.") with
            { Severity = LintSeverity.Information };
        }
    }
}
