using System.Globalization;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Runtimes;

/// <summary>AWS's Lambda Web Adapter, which lets an ordinary web server answer Lambda's events.
/// <see href="https://github.com/awslabs/aws-lambda-web-adapter"/></summary>
internal static class WebAdapter
{
    public const string Image = "public.ecr.aws/awsguru/aws-lambda-adapter:1.0.0";

    /// <summary>The adapter's own default, and a port that needs no privileges.</summary>
    public const string Port = "8080";

    /// <summary>Where the server listens: the user's choice, else the framework's.</summary>
    public static string PortOf(DockerfileOptions options, string port = Port) => options.WebAdapter.Port is { } chosen ? Text(chosen) : port;

    /// <summary>Adds the adapter and tells both sides the port.</summary>
    /// <param name="stage">The final stage.</param>
    /// <param name="port">Where the server listens unless the user says otherwise.</param>
    /// <param name="environment">Further variables.</param>
    public static StageBuilder WithWebAdapter(
        this StageBuilder stage, string port, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        var chosen = PortOf(stage.Options, port);
        return stage
            .Uses("webAdapter")
            .Comment("The web adapter turns Lambda's events into HTTP requests to the server.")
            .Copy(["/lambda-adapter"], "/opt/extensions/lambda-adapter", from: stage.Options.WebAdapter.Image ?? Image)
            .Env([new("PORT", chosen), new("AWS_LWA_PORT", chosen), .. Settings(stage.Options.WebAdapter), .. environment]);
    }

    private static IEnumerable<KeyValuePair<string, string>> Settings(WebAdapterOptions options) =>
        new (string Name, string? Value)[]
        {
            ("AWS_LWA_READINESS_CHECK_PORT", options.ReadinessPort is { } port ? Text(port) : null),
            ("AWS_LWA_READINESS_CHECK_PATH", options.ReadinessPath),
            ("AWS_LWA_READINESS_CHECK_PROTOCOL", options.ReadinessProtocol),
            ("AWS_LWA_READINESS_CHECK_HEALTHY_STATUS", options.HealthyStatus),
            ("AWS_LWA_ASYNC_INIT", Text(options.AsyncInit)),
            ("AWS_LWA_INVOKE_MODE", options.InvokeMode),
            ("AWS_LWA_ENABLE_COMPRESSION", Text(options.Compression)),
            ("AWS_LWA_REMOVE_BASE_PATH", options.RemoveBasePath),
            ("AWS_LWA_PASS_THROUGH_PATH", options.PassThroughPath),
            ("AWS_LWA_ERROR_STATUS_CODES", options.ErrorStatusCodes),
            ("AWS_LWA_AUTHORIZATION_SOURCE", options.AuthorizationSource),
        }
        .Where(setting => setting.Value is not null).Select(setting => KeyValuePair.Create(setting.Name, setting.Value!));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(bool? value) => value switch { true => "true", false => "false", null => null };
}
