using System.Text.RegularExpressions;
using LambdaImage.Engine.Projects;

namespace LambdaImage.Engine.Frameworks;

/// <summary>Source files of languages with C's comments, so that code which is commented out is not found.</summary>
internal static partial class SourceCode
{
    /// <summary>The text with spaces for comments, so that places stay where they were; null when there is none to search.</summary>
    public static string? Read(ProjectDirectory project, string file) => project.ReadSource(file) is { } text ? WithoutComments(text) : null;

    public static string WithoutComments(string text) => StringOrComment().Replace(text, match => match.Value[0] == '/'
        ? string.Create(match.Length, match.Value, (blank, comment) =>
        {
            for (var index = 0; index < blank.Length; index++) blank[index] = comment[index] == '\n' ? '\n' : ' ';
        })
        : match.Value);

    /// <summary>One-based line of a place.</summary>
    public static int LineAt(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    // A string may look like a comment: "http://…".
    [GeneratedRegex(
        """
        "(\\.|[^"\\\n])*"|'(\\.|[^'\\\n])'|//[^\n]*|/\*(?s:.*?)\*/
        """,
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StringOrComment();
}
