using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Deployments;

/// <summary>Name of a function in any of the forms that Lambda takes.
/// <see href="https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html"/></summary>
/// <param name="Name">The plain name.</param>
/// <param name="Text">What to send to Lambda: the ARN or the partial one where the user gave it.</param>
/// <param name="Region">Region the ARN names; null: none.</param>
/// <param name="AccountId">Account the ARN names; null: the caller's.</param>
internal sealed partial record FunctionName(string Name, string Text, string? Region = null, string? AccountId = null)
{
    private const string Latest = "$LATEST";

    /// <exception cref="LambdaImageException">It is no function name, or names a version or alias.</exception>
    public static FunctionName Parse(string text)
    {
        var plain = text.Trim();
        var match = Arn().Match(plain);
        if (!match.Success) match = Short().Match(plain);
        if (!match.Success) throw DeploymentErrors.FunctionNameInvalid(text);
        var qualifier = match.Groups["qualifier"];
        if (qualifier.Success && qualifier.Value != Latest)
        {
            throw DeploymentErrors.FunctionQualified(plain, qualifier.Value);
        }

        var unqualified = qualifier.Success ? plain[..(qualifier.Index - 1)] : plain;
        return new(match.Groups["name"].Value, unqualified, Value(match, "region"), Value(match, "account"));
    }

    /// <summary>The Region that the ARN names, which goes before every default; null: it names none.</summary>
    /// <exception cref="LambdaImageException">Another Region was asked for.</exception>
    public string? RegionIn(AwsSession session) =>
        Region is { } own && session.Region is { } asked && asked != own ? throw DeploymentErrors.RegionContradicts(Text, asked) : Region;

    public override string ToString() => Name;

    private static string? Value(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? found.Value : null;

    [GeneratedRegex(
        @"^arn:aws[a-z-]*:lambda:(?<region>[a-z]{2,}(-[a-z0-9]+)+):(?<account>\d{12}):function:(?<name>[A-Za-z0-9_-]{1,64})(:(?<qualifier>[$A-Za-z0-9_-]+))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Arn();

    [GeneratedRegex(
        @"^((?<account>\d{12}):function:)?(?<name>[A-Za-z0-9_-]{1,64})(:(?<qualifier>[$A-Za-z0-9_-]+))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Short();
}
