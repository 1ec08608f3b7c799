namespace LambdaImage.Engine.Lint.Rules;

/// <summary>The web adapter on one of AWS's images, whose own entry point takes CMD for a handler.</summary>
internal sealed class AdapterWithoutEntrypoint : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Web adapter without ENTRYPOINT";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (!subject.Base.TakesHandler || subject.Entry is not null || WebAdapterUse.In(subject) is not { } adapter) yield break;
        yield return subject.Of(adapter, $"The entry point of {subject.Base.Text} starts Lambda's own runtime, which takes CMD for a handler: no server is started.",
            "Add an ENTRYPOINT that starts the server, for example ENTRYPOINT [\"/var/lang/bin/node\"].");
    }
}
