using LambdaImage.Engine.Builders.Daemonless;
using LambdaImage.Engine.Dockerfiles;
using LambdaImage.Engine.Oci.Layers;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A mode that is right for files, on folders: without x nobody but root goes into them, and what is in them cannot be found.
/// <see href="https://docs.docker.com/reference/dockerfile/#copy---chown---chmod"/></summary>
internal sealed class FolderClosed : ILintRule
{
    private const string Remedy = "Write --chmod=0755, or --chmod=a+rX, which gives x to folders only (Dockerfile syntax 1.14 and later).";

    /// <summary>Folders of Lambda's base images.</summary>
    private static readonly string[] Lambdas = ["/", "/var/task", "/var/runtime", "/opt", "/tmp"];

    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Folder that Lambda's user cannot enter";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.CommandsInImage.Any(command => command.Name == "chmod")) yield break;
        var folder = subject.Base.WorkDir;
        var known = new HashSet<string>(Lambdas, StringComparer.Ordinal);
        if (folder is not null) Know(folder);
        foreach (var (stage, instruction) in subject.Chain.Reverse().SelectMany(stage => stage.Instructions.Select(instruction => (stage, instruction))))
        {
            if (instruction is WorkDir workDir && (folder = ImageFiles.Absolute(stage, workDir.Path, folder)) is not null) Know(folder);
            if (instruction is not Transfer transfer || ImageFiles.Absolute(stage, transfer.Destination, folder) is not { } destination) continue;
            var isFolder = transfer.Destination.EndsWith('/') || transfer.Destination.EndsWith("/.", StringComparison.Ordinal) || transfer.Sources.Count + transfer.Documents.Count > 1;
            FileNode[] folders = [.. Folders(subject, stage, transfer)];
            var target = isFolder || folders.Length > 0 ? destination : Above(destination);
            if (transfer.Chmod is { } mode && FileMode.IsNumber(mode) && FileMode.DeniesRunning(mode) && !FileMode.DeniesOthers(mode))
            {
                if (folders.SelectMany(each => each.Walk()).FirstOrDefault(each => each.Kind == EntryKind.Directory && !folders.Contains(each)) is { } below)
                {
                    yield return subject.Of(transfer, "--chmod", $"--chmod={mode} is for folders, too: nobody goes into {below.Path} without x, and Lambda runs the function as another user.", Remedy);
                }
                else if (!known.Contains(target) && !CommonFolders.Are(target[1..]) && !subject.CommandsInImage.Any(command => command.Command.Arguments.Any(word => word.Text.Contains(target, StringComparison.Ordinal))))
                {
                    yield return subject.Of(transfer, "--chmod",
                        $"--chmod={mode} is for {target}, too, which is made here: from BuildKit 0.21 (Docker 28.1) on nobody goes into it without x, and Lambda runs the function as another user.", Remedy) with
                    { Severity = LintSeverity.Warning };
                }
            }

            Know(target);
        }

        void Know(string path)
        {
            for (; path != "/" && known.Add(path); path = Above(path)) continue;
        }
    }

    private static string Above(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "/";

    /// <summary>Those sources that are folders, as far as the build context tells.</summary>
    private static IEnumerable<FileNode> Folders(LintSubject subject, StageView stage, Transfer transfer) =>
        subject.Context is not { } context || transfer is Copy { From: not null } ? []
            : transfer.Sources.Select(stage.Expand).OfType<string>().SelectMany(source => context.Match(transfer, source) ?? [])
                .Select(match => context.Sent.Find(match)).OfType<FileNode>().Where(node => node.Kind == EntryKind.Directory);
}
