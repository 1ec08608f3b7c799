namespace LambdaImage.Engine.Lint;

/// <summary>Finds files of the project that Lambda starts: the entry point, the command, a bootstrap and
/// extensions.</summary>
internal static class EntryScripts
{
    private static readonly string[] Bootstraps = ["/var/runtime/bootstrap", "/opt/bootstrap", "/var/task/bootstrap"];

    /// <summary>Shell scripts with their place in the image and in the context.</summary>
    public static IEnumerable<(string InImage, string InContext)> Of(LintSubject subject) =>
        Programs(subject).Where(file => subject.Context!.Head(file.InContext) is ['#', '!', ..] head && head.Split('\n')[0].Contains("sh", StringComparison.Ordinal));

    /// <summary>Every program with its place in the image and in the context.</summary>
    public static IEnumerable<(string InImage, string InContext)> Programs(LintSubject subject)
    {
        if (subject.Context is null) return [];
        var started = Started(subject).ToHashSet(StringComparer.Ordinal);
        return subject.Files.All.Where(file => started.Contains(file.Key) || file.Key.StartsWith(WebAdapterUse.Extensions + "/", StringComparison.Ordinal))
            .Select(file => (file.Key, file.Value));
    }

    /// <summary>Absolute paths in the image that Lambda starts.</summary>
    public static IEnumerable<string> Started(LintSubject subject)
    {
        foreach (var command in new[] { subject.Entry?.Command, subject.Command?.Command })
        {
            if (command is null || command.Arguments.Count == 0) continue;
            var words = command.IsShell ? command.Arguments[0].Split(' ') : [.. command.Arguments];
            // "/bin/sh /entry.sh" starts the script too.
            foreach (var word in words.Take(2).Where(word => word.StartsWith('/') || word.StartsWith("./", StringComparison.Ordinal)))
                if (ImageFiles.Absolute(subject.Final, word, subject.Files.WorkDir) is { } path) yield return path;
        }

        if (!subject.Base.IsProvided) yield break;
        foreach (var bootstrap in Bootstraps) yield return bootstrap;
    }
}
