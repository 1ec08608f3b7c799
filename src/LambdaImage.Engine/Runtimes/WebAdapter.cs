using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Runtimes;

/// <summary>AWS's Lambda Web Adapter, which lets an ordinary web server answer Lambda's events.
/// <see href="https://github.com/awslabs/aws-lambda-web-adapter"/></summary>
internal static class WebAdapter
{
    public const string Image = "public.ecr.aws/awsguru/aws-lambda-adapter:1.0.0";

    /// <summary>The adapter's own default, and a port that needs no privileges.</summary>
    public const string Port = "8080";

    /// <summary>Adds the adapter and tells both sides the port.</summary>
    /// <param name="stage">The final stage.</param>
    /// <param name="port">Where the server listens.</param>
    /// <param name="environment">Further variables.</param>
    public static StageBuilder WithWebAdapter(
        this StageBuilder stage, string port, params IEnumerable<KeyValuePair<string, string>> environment) => stage
        .Comment("The web adapter turns Lambda's events into HTTP requests to the server.")
        .Copy(["/lambda-adapter"], "/opt/extensions/lambda-adapter", from: Image)
        .Env([new("PORT", port), new("AWS_LWA_PORT", port), .. environment]);
}
