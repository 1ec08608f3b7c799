namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A download that is run unseen.</summary>
internal sealed class PipedDownload : ILintRule
{
    private static readonly HashSet<string> Shells = new(["bash", "sh", "ash", "dash", "zsh", "python", "python3", "node", "perl", "ruby", "php"], StringComparer.Ordinal);

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Download piped into a shell";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages)
        {
            for (var index = 1; index < stage.Commands.Count; index++)
            {
                var (download, shell) = (stage.Commands[index - 1], stage.Commands[index]);
                if (shell.Command.Before is not ("|" or "|&") || !Shells.Contains(shell.Name) || download.Name is not ("curl" or "wget") || !shell.IsWith(download)) continue;
                yield return subject.Of(download, $"Whatever the server sends is run by {shell.Name}, unseen and another time perhaps something else.",
                    "Install the tool from a package or copy it from an image (COPY --from=…); else download it, check its checksum, then run it.");
            }
        }
    }
}
