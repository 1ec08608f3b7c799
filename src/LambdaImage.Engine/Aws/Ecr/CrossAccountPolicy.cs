using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Aws.Ecr;

/// <summary>The two statements a repository needs so that functions of another account can run its images. Without the
/// second one a deployment succeeds, and fails weeks later when Lambda reads the image again.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#configuration-images-xaccount-permissions"/></summary>
internal static class CrossAccountPolicy
{
    private const string Lambda = "lambda.amazonaws.com";

    private static readonly string[] Actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];

    /// <param name="policy">Policy of the repository; null: it has none.</param>
    /// <param name="account">Account of the functions.</param>
    /// <returns>Whether a statement lets that account, and whether one lets Lambda. A policy that cannot be read is taken to
    /// let both: Lambda has the last word.</returns>
    public static (bool Account, bool Lambda) Allows(string? policy, string account)
    {
        if (policy is null) return (false, false);
        JsonNode? document;
        try
        {
            document = JsonNode.Parse(policy);
        }
        catch (JsonException)
        {
            return (true, true);
        }

        // A single statement may stand without its list.
        var all = document?["Statement"] is JsonArray many ? many.ToArray() : [document?["Statement"]];
        var statements = all.OfType<JsonObject>().Where(IsPull).ToArray();
        return (
            statements.Any(each => Names(each["Principal"], "AWS").Any(name => IsAccount(name, account))),
            statements.Any(each => Names(each["Principal"], "Service").Contains(Lambda, StringComparer.Ordinal) && Reaches(each, account)));
    }

    private static bool IsPull(JsonObject statement) =>
        statement["Effect"]?.ToString() == "Allow"
        && Actions.All(action => Texts(statement["Action"]).Any(pattern => Matches(pattern, action)));

    private static bool IsAccount(string principal, string account) =>
        principal == "*" || principal == account || principal.Contains($"::{account}:", StringComparison.Ordinal);

    /// <summary>Whether the condition on the function's ARN, if there is one, lets functions of the account.</summary>
    private static bool Reaches(JsonObject statement, string account)
    {
        var arns = (statement["Condition"] as JsonObject ?? [])
            .SelectMany(test => test.Value as JsonObject ?? [])
            .Where(pair => string.Equals(pair.Key, "aws:SourceArn", StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => Texts(pair.Value))
            .ToArray();
        return arns.Length == 0
            || arns.Any(arn => arn.Contains($":{account}:", StringComparison.Ordinal) || arn.Split(':') is [_, _, _, _, "*", ..] || arn == "*");
    }

    private static IEnumerable<string> Names(JsonNode? principal, string kind) =>
        principal is JsonObject kinds ? Texts(kinds[kind]) : kind == "AWS" ? Texts(principal) : [];

    private static IEnumerable<string> Texts(JsonNode? node) => node switch
    {
        JsonArray many => many.Select(each => each!.ToString()),
        JsonValue one => [one.ToString()],
        _ => [],
    };

    private static bool Matches(string pattern, string action) => Regex.IsMatch(
        action,
        "^" + Regex.Escape(pattern).Replace(@"\*", ".*", StringComparison.Ordinal).Replace(@"\?", ".", StringComparison.Ordinal) + "$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}
