namespace LambdaImage.Engine.Lint.Rules;

/// <summary>ENTRYPOINT on Bref's images, whose own starts PHP's runtime.</summary>
internal sealed class BrefEntrypoint : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "ENTRYPOINT on Bref's image";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Base.Bref is null || subject.Entry is not { } entry || WebAdapterUse.In(subject) is not null) yield break;
        yield return subject.Of(entry, "Bref's own entry point starts its runtime; with another one nothing asks Lambda for events.",
            "Remove it and name the file as CMD, for example CMD [\"public/index.php\"].");
    }
}
