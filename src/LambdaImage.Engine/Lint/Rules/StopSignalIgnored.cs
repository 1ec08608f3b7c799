using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>STOPSIGNAL: Lambda's signals are fixed.</summary>
internal sealed class StopSignalIgnored : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "STOPSIGNAL has no effect";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.InImage.OfType<StopSignal>().Select(signal => subject.Of(
        signal, "STOPSIGNAL has no effect on Lambda: it sends SIGTERM, and only to functions with an extension.", "Remove it and handle SIGTERM."));
}
