using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Variables of the web adapter under their old names, or misspelt.
/// <see href="https://aws.github.io/aws-lambda-web-adapter/configuration/environment-variables.html"/></summary>
internal sealed class AdapterVariable : ILintRule
{
    private const string Prefix = "AWS_LWA_";

    private static readonly string[] Known =
    [
        "AWS_LWA_ASYNC_INIT", "AWS_LWA_AUTHORIZATION_SOURCE", "AWS_LWA_ENABLE_COMPRESSION", "AWS_LWA_ENABLE_TLS", "AWS_LWA_ERROR_STATUS_CODES", "AWS_LWA_HOST",
        "AWS_LWA_INVOKE_MODE", "AWS_LWA_LAMBDA_RUNTIME_API_PROXY", "AWS_LWA_PASS_THROUGH_PATH", "AWS_LWA_PORT", "AWS_LWA_READINESS_CHECK_HEALTHY_STATUS",
        "AWS_LWA_READINESS_CHECK_MIN_UNHEALTHY_STATUS", "AWS_LWA_READINESS_CHECK_PATH", "AWS_LWA_READINESS_CHECK_PORT", "AWS_LWA_READINESS_CHECK_PROTOCOL",
        "AWS_LWA_REMOVE_BASE_PATH", "AWS_LWA_TLS_CERT_FILE", "AWS_LWA_TLS_SERVER_NAME",
    ];

    private static readonly string[] Old =
    [
        "ASYNC_INIT", "ENABLE_COMPRESSION", "READINESS_CHECK_MIN_UNHEALTHY_STATUS", "READINESS_CHECK_PATH", "READINESS_CHECK_PORT", "READINESS_CHECK_PROTOCOL",
        "REMOVE_BASE_PATH",
    ];

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Name of a web adapter variable";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (WebAdapterUse.In(subject) is null) yield break;
        foreach (var env in subject.InImage.OfType<Env>())
        {
            foreach (var (name, _) in env.Variables)
            {
                if (Old.Contains(name))
                    yield return subject.Of(env, name, $"{name} without its prefix is deprecated, and gone in version 2 of the web adapter.", $"Write {Prefix}{name}.");
                else if (name.StartsWith(Prefix, StringComparison.Ordinal) && !Known.Contains(name) && DockerfileReaderSpelling.Nearest(name, Known) is { } nearest)
                    yield return subject.Of(env, name, $"The web adapter has no variable {name}.", $"Did you mean {nearest}?");
            }
        }
    }
}
