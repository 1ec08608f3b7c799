using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>COPY of something that is not in the build context.</summary>
internal sealed class CopyNotFound : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "COPY of a file that does not exist";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Context is not { } context) yield break;
        foreach (var (transfer, source) in ContextSources.In(subject))
        {
            if (subject.Promised.Contains(source) || context.Look(source).Exists || context.Match(transfer, source) is not { Count: 0 }) continue;
            yield return subject.Of(transfer, source, $"There is no '{source}' in the build context.", Remedy(context, source));
        }
    }

    private static string Remedy(ContextView context, string source)
    {
        if (source.Split('/').Contains("..")) return "A path cannot lead out of the build context: choose a higher folder as the context.";
        var path = string.Join('/', source.Split('/').Where(part => part is not ("" or ".")));
        var slash = path.LastIndexOf('/');
        var folder = context.Sent.Find(slash < 0 ? "" : path[..slash]);
        return folder is not null && DockerfileReaderSpelling.Nearest(path[(slash + 1)..], folder.Children.Select(child => child.Name)) is { } nearest
            ? $"Did you mean {path[..(slash + 1)]}{nearest}?"
            : "Check the path: it is relative to the build context, not to the Dockerfile.";
    }
}
