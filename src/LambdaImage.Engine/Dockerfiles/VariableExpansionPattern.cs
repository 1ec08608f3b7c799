using System.Text;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>The pattern in <c>${name#pattern}</c> and its kin: <c>*</c> is any text, <c>?</c> any one
/// character, both within a line, and a backslash stands before either that is meant as it stands, whatever the escape character of the file.</summary>
internal sealed class VariableExpansionPattern
{
    private const string Escaped = @"*?\/}";

    /// <summary>Beyond the first plane of Unicode a character is two units of a string.</summary>
    private const string Character = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\n\uD800-\uDFFF])";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly string _expression;

    private VariableExpansionPattern(string expression) => _expression = expression;

    /// <exception cref="FormatException">A backslash stands before something that needs none.</exception>
    public static VariableExpansionPattern Parse(string text)
    {
        var expression = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '*')
            {
                expression.Append(".*");
                continue;
            }

            if (text[i] == '?')
            {
                expression.Append(Character);
                continue;
            }

            if (text[i] == '\\' && (++i == text.Length || !Escaped.Contains(text[i], StringComparison.Ordinal)))
                throw new FormatException(@"in a pattern \ can stand before * ? \ / and } only");
            expression.Append(Regex.Escape(text[i].ToString()));
        }

        return new(expression.ToString());
    }

    public string TrimStart(string value, bool isLongest)
    {
        var whole = Compile($@"\A(?:{_expression})\z");
        var lengths = Enumerable.Range(0, value.Length + 1);
        foreach (var length in isLongest ? lengths.Reverse() : lengths)
        {
            if (whole.IsMatch(value[..length])) return value[length..];
        }

        return value;
    }

    public string TrimEnd(string value, bool isLongest)
    {
        var whole = Compile($@"\A(?:{_expression})\z");
        var starts = Enumerable.Range(0, value.Length + 1);
        foreach (var start in isLongest ? starts : starts.Reverse())
        {
            if (whole.IsMatch(value[start..])) return value[..start];
        }

        return value;
    }

    public string Replace(string value, string replacement, bool isAll)
    {
        var end = -1;
        return Compile(_expression).Replace(value, Next, isAll ? -1 : 1);

        string Next(Match match)
        {
            // As in Go nothing is found right behind what was found before: * is found once.
            var isBehind = match.Length == 0 && match.Index == end;
            end = match.Index + match.Length;
            return isBehind ? "" : replacement;
        }
    }

    private static Regex Compile(string expression) =>
        new(expression, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit);
}
