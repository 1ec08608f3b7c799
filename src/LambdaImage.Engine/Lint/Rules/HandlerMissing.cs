namespace LambdaImage.Engine.Lint.Rules;

/// <summary>AWS's image of a language without a handler.</summary>
internal sealed class HandlerMissing : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "No handler";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (!subject.Base.TakesHandler || subject.Command is not null || subject.Entry is not null) yield break;
        var from = subject.Chain[^1].From;
        yield return subject.Of(from, from.Image, "AWS's base image needs the handler as CMD, for example CMD [\"app.handler\"].",
            "Without it every invocation fails unless the function's image configuration gives one.");
    }
}
