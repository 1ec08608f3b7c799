namespace LambdaImage.Engine.Lint.Rules;

/// <summary>apt-get update and install in different layers: a cached list names packages that are gone.</summary>
internal sealed class AptUpdateAlone : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "apt-get update apart from install";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var run in PackageCall.In(subject.Commands).Where(call => call.IsApt).GroupBy(call => call.Command.Run))
        {
            var verbs = run.Select(call => call.Verb).ToArray();
            if (verbs.Any(verb => verb is not "update")) continue;
            yield return subject.Of(run.First().Command, "This layer is cached with its list of packages, and a later install asks for versions that are gone by then.",
                "Write apt-get update && apt-get install in one RUN.");
        }
    }
}
