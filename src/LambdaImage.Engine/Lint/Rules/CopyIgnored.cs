namespace LambdaImage.Engine.Lint.Rules;

/// <summary>COPY of something that the ignore file leaves out of the build.</summary>
internal sealed class CopyIgnored : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "COPY of an ignored file";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Context is not { } context) yield break;
        foreach (var (transfer, source) in ContextSources.In(subject))
        {
            if (context.Look(source) is not (true, { } pattern)) continue;
            yield return subject.Of(transfer, source, $"{source} exists, but '{pattern.Text}' in line {pattern.Line} of {Path.GetFileName(context.Ignore.Path) ?? ".dockerignore"} leaves it out of the build.",
                $"Add '!{source.TrimStart('.', '/')}' below that line, or copy something else.");
        }
    }
}
