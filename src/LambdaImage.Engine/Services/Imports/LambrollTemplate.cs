using System.Text;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Services.Imports;

/// <summary>Takes the template functions of lambroll out of its JSON, so that it can be read: <c>env</c> and <c>must_env</c> become references of
/// ours, and what only lambroll can look up a mark.
/// <see href="https://github.com/fujiwara/lambroll#expand-syntax"/></summary>
internal static partial class LambrollTemplate
{
    /// <summary>Stands in front of a function that was not worked out.</summary>
    public const string Mark = "\u2063";

    /// <summary>The text with every function in the place where its value would stand.</summary>
    public static string Fill(string text)
    {
        var filled = new StringBuilder();
        var (isInside, at) = (false, 0);
        while (at < text.Length)
        {
            if (text[at] == '{' && at + 1 < text.Length && text[at + 1] == '{' && text.IndexOf("}}", at, StringComparison.Ordinal) is > 0 and var end)
            {
                var value = Value(text[(at + 2)..end]).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
                // Outside of a text it stands for a number or a flag.
                filled.Append(isInside ? value : $"\"{value}\"");
                // A function over several lines must not move those after it.
                filled.Append('\n', text.AsSpan(at, end - at).Count('\n'));
                at = end + 2;
                continue;
            }

            if (text[at] == '\\' && isInside && at + 1 < text.Length) filled.Append(text[at++]);
            else if (text[at] == '"') isInside = !isInside;
            if (text[at] == '$' && at + 1 < text.Length && text[at + 1] == '{') filled.Append('$');
            filled.Append(text[at++]);
        }

        return filled.ToString();
    }

    private static string Value(string function)
    {
        var words = Words().Matches(function.Trim().Trim('-').Trim()).Select(word => word.Value.Trim('`', '"', '\'')).ToArray();
        return words switch
        {
            ["env", var name] => $"${{env:{name}, }}",
            // Our references end at the first brace.
            ["env", var name, var fallback] when fallback.AsSpan().IndexOfAny('{', '}') < 0 => $"${{env:{name}, {fallback}}}",
            ["must_env", var name] => $"${{env:{name}}}",
            _ => Mark + "{{" + function.Replace('\n', ' ') + "}}",
        };
    }

    [GeneratedRegex("`[^`]*`|\"[^\"]*\"|'[^']*'|[^\\s`\"']+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Words();
}
