using System.Text;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>The pattern in <c>${name#pattern}</c> and its kin: <c>*</c> is any text, <c>?</c> any one
/// character.</summary>
internal sealed class VariableExpansionPattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly string _expression;

    private VariableExpansionPattern(string expression) => _expression = expression;

    public static VariableExpansionPattern Parse(string text, char escape)
    {
        var expression = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == escape && i + 1 < text.Length) expression.Append(Regex.Escape(text[++i].ToString()));
            else if (text[i] == '*') expression.Append(".*");
            else if (text[i] == '?') expression.Append('.');
            else expression.Append(Regex.Escape(text[i].ToString()));
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

    public string Replace(string value, string replacement, bool isAll) =>
        _expression.Length == 0 ? value : Compile(_expression).Replace(value, _ => replacement, isAll ? -1 : 1);

    private static Regex Compile(string expression) =>
        new(expression, RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Limit);
}
