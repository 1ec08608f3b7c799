using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>EXPOSE: nobody can connect to a function.</summary>
internal sealed class ExposeIgnored : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "EXPOSE has no effect";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.InImage.OfType<Expose>().Select(expose => subject.Of(
        expose, "EXPOSE has no effect on Lambda: no port of a function can be reached.",
        "Remove it; the port of a web server is told to the web adapter with ENV AWS_LWA_PORT."));
}
