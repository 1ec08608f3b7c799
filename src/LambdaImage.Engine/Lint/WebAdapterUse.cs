using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint;

/// <summary>Whether and how an image has the Lambda Web Adapter.
/// <see href="https://github.com/awslabs/aws-lambda-web-adapter"/></summary>
internal static class WebAdapterUse
{
    /// <summary>Folder that Lambda starts extensions from.</summary>
    public const string Extensions = "/opt/extensions";

    /// <summary>The instruction that puts the adapter into the image; null when there is none.</summary>
    public static Transfer? In(LintSubject subject) => subject.InImage.OfType<Transfer>().LastOrDefault(transfer =>
        (transfer is Copy { From: { } from } && from.Contains("aws-lambda-adapter", StringComparison.Ordinal))
        || transfer.Sources.Any(source => source.Contains("lambda-adapter", StringComparison.Ordinal)));
}
