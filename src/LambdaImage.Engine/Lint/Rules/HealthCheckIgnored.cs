using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>HEALTHCHECK: nobody runs it.</summary>
internal sealed class HealthCheckIgnored : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "HEALTHCHECK has no effect";

    public IEnumerable<Finding> Check(LintSubject subject) => subject.InImage.OfType<HealthCheck>().Select(check => subject.Of(
        check, "HEALTHCHECK has no effect on Lambda: nobody runs it.",
        "Remove it; the web adapter has ENV AWS_LWA_READINESS_CHECK_PATH for the same purpose."));
}
