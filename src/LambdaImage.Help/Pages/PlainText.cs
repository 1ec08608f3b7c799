using System.Text.RegularExpressions;

namespace LambdaImage.Help.Pages;

/// <summary>Markdown without its marks, for a console.</summary>
internal static partial class PlainText
{
    public static string Of(string markdown) => Emphasis().Replace(Code().Replace(Link().Replace(markdown, "${words}"), "${words}"), "${words}");

    [GeneratedRegex(@"\[(?<words>[^\]]+)\]\([^)]+\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex("`(?<words>[^`]+)`", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(@"\*+(?<words>[^*\s][^*]*)\*+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Emphasis();
}
