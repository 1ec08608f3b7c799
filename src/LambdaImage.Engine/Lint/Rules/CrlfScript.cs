using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Scripts with Windows line ends: Linux then looks for a program called "sh\r".</summary>
internal sealed class CrlfScript : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Script with Windows line ends";

    public IEnumerable<Finding> Check(LintSubject subject) => Copied(subject).Concat(Inline(subject));

    private static IEnumerable<Finding> Copied(LintSubject subject)
    {
        if (subject.Context is not { } context || subject.CommandsInImage.Any(Converts)) yield break;
        var started = EntryScripts.Programs(subject).Select(file => file.InContext).ToHashSet(StringComparer.Ordinal);
        foreach (var file in subject.Files.All.Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var isStarted = started.Contains(file);
            if (!isStarted && !file.EndsWith(".sh", StringComparison.Ordinal)) continue;
            var head = context.Head(file);
            if (!head.StartsWith("#!", StringComparison.Ordinal) || !head.Contains("\r\n", StringComparison.Ordinal)) continue;
            yield return new Finding(new Place(context.Files.FullPath(file), 1, null),
                $"{file} has Windows line ends, so Linux looks for the program '{head.Split('\r')[0][2..].Trim()}\\r' and finds none.",
                "Save it with LF, and keep it so with '*.sh text eol=lf' in .gitattributes.")
            { Severity = isStarted ? null : LintSeverity.Warning };
        }
    }

    /// <summary>Here-documents take their line ends from the Dockerfile.</summary>
    private static IEnumerable<Finding> Inline(LintSubject subject)
    {
        foreach (var stage in subject.Stages)
        {
            foreach (var instruction in stage.Instructions)
            {
                var documents = instruction switch { Run run => run.Documents, Transfer transfer => transfer.Documents, _ => [] };
                if (!documents.Any(document => document.Content.Contains("\r\n", StringComparison.Ordinal))) continue;
                yield return subject.Of(instruction, "The here-document has Windows line ends, because the Dockerfile has.", "Save the Dockerfile with LF.");
            }
        }
    }

    private static bool Converts(StageCommand command) => command.Name == "dos2unix"
        || (command.Name is "sed" or "tr" or "perl" && command.Command.Words.Any(word => word.Text.Contains("\\r", StringComparison.Ordinal)));
}
