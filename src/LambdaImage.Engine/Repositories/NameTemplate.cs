using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Repositories;

/// <summary>Fills <c>{variables}</c> into names of repositories and tags.</summary>
internal static partial class NameTemplate
{
    public static bool HasVariables(string template) => Variable().IsMatch(template);

    /// <summary>Names of the variables a template uses.</summary>
    public static IEnumerable<string> Variables(string template) => Variable().Matches(template).Select(match => match.Groups["name"].Value);

    /// <param name="template">The template.</param>
    /// <param name="known">Names of all variables, for the error.</param>
    /// <param name="value">Gives the value of a variable; null: there is no such variable.</param>
    /// <exception cref="LambdaImageException">A variable is unknown.</exception>
    public static string Fill(string template, IReadOnlyCollection<string> known, Func<string, string?> value) => Variable().Replace(
        template, match => value(match.Groups["name"].Value) ?? throw AwsErrors.NameVariableUnknown(template, match.Groups["name"].Value, known));

    /// <summary>Runs of '-' become one: a variable that is empty leaves no gap.</summary>
    public static string Squeeze(string text) => Dashes().Replace(text, "-");

    [GeneratedRegex(@"\{(?<name>[^{}]*)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex("-{2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Dashes();
}
