using System.Text.RegularExpressions;

namespace LambdaImage.Formatting;

/// <summary>Addresses of pages of the AWS console.</summary>
internal static partial class ConsolePages
{
    /// <summary>The page of a function; null: the text is no function's ARN, or nobody knows the console of its partition.</summary>
    public static string? Function(string? arn) => FunctionArn().Match(arn ?? "") is { Success: true } match
        ? Page(match, $"lambda/home?region={match.Groups["region"]}#/functions/{match.Groups["name"]}")
        : null;

    /// <summary>The page of the repository that an image is in; null: it is not in Amazon ECR.</summary>
    public static string? Repository(string? uri) => EcrReference().Match(uri ?? "") is { Success: true } match
        ? Page(match, $"ecr/repositories/private/{match.Groups["account"]}/{match.Groups["name"]}?region={match.Groups["region"]}")
        : null;

    private static string Page(Match match, string page)
    {
        var region = match.Groups["region"].Value;
        var console = region.StartsWith("cn-", StringComparison.Ordinal) ? "console.amazonaws.cn"
            : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "console.amazonaws-us-gov.com"
            : "console.aws.amazon.com";
        return $"https://{region}.{console}/{page}";
    }

    [GeneratedRegex(@"^arn:aws(-cn|-us-gov)?:lambda:(?<region>[a-z0-9-]+):\d{12}:function:(?<name>[\w-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FunctionArn();

    [GeneratedRegex(@"^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(\.cn)?/(?<name>[a-z0-9._/-]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EcrReference();
}
