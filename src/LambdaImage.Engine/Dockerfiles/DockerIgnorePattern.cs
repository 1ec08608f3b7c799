using System.Text;
using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>One line of an ignore file.</summary>
internal sealed class DockerIgnorePattern
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private static readonly char[] Special = ['*', '?', '[', '\\'];

    private readonly string _pattern;
    private readonly NamePattern? _name;
    private readonly Regex? _whole;
    private readonly Regex?[] _segments = [];

    private DockerIgnorePattern(string text, int line, bool isException, string pattern)
    {
        Text = text;
        Line = line;
        IsException = isException;
        _pattern = pattern;
        // Most patterns are plain paths or names: those are compared, not matched, because this runs for every file and pattern.
        if (pattern.IndexOfAny(Special) < 0) _whole = null;
        else if (NamePattern.TryParse(pattern) is { } name) _name = name;
        else _whole = Compile(Expression(pattern) + "(?:/.*)?");
        if (!isException) return;
        // A null segment stands for ** or a class, which may be a slash, and everything behind it: any depth may match.
        _segments = [.. pattern.Split('/').Select(segment =>
            segment.Contains("**", StringComparison.Ordinal) || segment.Contains('[', StringComparison.Ordinal) ? null : Compile(Expression(segment)))];
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    public int Line { get; }

    /// <summary>Whether it starts with <c>!</c> and takes files in again.</summary>
    public bool IsException { get; }

    /// <exception cref="FormatException">The pattern breaks the grammar.</exception>
    public static DockerIgnorePattern Parse(string text, int line)
    {
        var isException = text.StartsWith('!');
        var pattern = isException ? text[1..].Trim() : text;
        if (pattern.Length == 0) throw new FormatException("a path must follow the !");
        if (OperatingSystem.IsWindows()) pattern = pattern.Replace('\\', '/');
        return new DockerIgnorePattern(text, line, isException, Clean(pattern));
    }

    public bool MatchesPathOrParent(string path) => _name?.MatchesPathOrParent(path) ?? _whole?.IsMatch(path) ??
        (path.StartsWith(_pattern, StringComparison.Ordinal) &&
            (path.Length == _pattern.Length || path[_pattern.Length] == '/'));

    /// <summary>Whether a path below the folder can match; asked of exceptions only.</summary>
    public bool MayMatchBelow(string folder)
    {
        var names = folder.Split('/');
        for (var i = 0; i < names.Length; i++)
        {
            if (i >= _segments.Length) return false;
            if (_segments[i] is not { } segment) return true;
            if (!segment.IsMatch(names[i])) return false;
        }

        return _segments.Length > names.Length;
    }

    /// <summary>Resolves <c>.</c> and <c>..</c>, and drops slashes at both ends: patterns are always relative to the
    /// context.</summary>
    private static string Clean(string pattern)
    {
        var parts = new List<string>();
        foreach (var part in pattern.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }

        return parts.Count == 0 ? "." : string.Join('/', parts);
    }

    private static string Expression(string pattern, bool hasDoubleStar = true)
    {
        var expression = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '*' when hasDoubleStar && i + 1 < pattern.Length && pattern[i + 1] == '*':
                    i++;
                    // "**/" is any number of folders, none included; "**" at the end is everything below;
                    // "**.md" at the start is a plain ending.
                    var isEnding = i == 1 && pattern.IndexOfAny(Special, 2) < 0 && !pattern.AsSpan(2).StartsWith("/");
                    if (i + 1 < pattern.Length && pattern[i + 1] == '/') i++;
                    expression.Append(i + 1 >= pattern.Length || isEnding ? ".*" : "(?:.*/)?");
                    break;
                case '*':
                    expression.Append("[^/]*");
                    break;
                case '?':
                    expression.Append("[^/]");
                    break;
                case '[':
                    i = AppendClass(expression, pattern, i);
                    break;
                case '\\':
                    if (++i >= pattern.Length) throw new FormatException("nothing follows the last \\");
                    expression.Append(Regex.Escape(pattern[i].ToString()));
                    break;
                default:
                    expression.Append(Regex.Escape(pattern[i].ToString()));
                    break;
            }
        }

        return expression.ToString();
    }

    private static int AppendClass(StringBuilder expression, string pattern, int start)
    {
        var i = start + 1;
        var members = new StringBuilder();
        var isNegated = i < pattern.Length && pattern[i] == '^';
        if (isNegated) i++;
        var first = i;
        for (; i < pattern.Length && (pattern[i] != ']' || i == first); i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length) members.Append(Regex.Escape(pattern[++i].ToString()));
            else if (pattern[i] == '-' && i > first && i + 1 < pattern.Length && pattern[i + 1] != ']')
                members.Append('-');
            else if (pattern[i] is '[' or ']' or '-' or '^' or '\\')
                members.Append('\\').Append(pattern[i]);
            else
                members.Append(pattern[i]);
        }

        if (i >= pattern.Length) throw new FormatException("the ] of a character class is missing");
        expression.Append(isNegated ? "[^" : "[").Append(members).Append(']');
        return i;
    }

    /// <summary>The same wildcards for COPY's sources. As in Go, a class may be a slash.</summary>
    /// <param name="pattern">The pattern of a name or a path.</param>
    /// <param name="hasDoubleStar">Whether <c>**</c> is more than <c>*</c>.</param>
    /// <exception cref="FormatException">The pattern breaks the grammar.</exception>
    public static Regex CompileSource(string pattern, bool hasDoubleStar) => Compile(Expression(pattern, hasDoubleStar));

    private static Regex Compile(string expression)
    {
        try
        {
            return new Regex(
                $@"\A(?:{expression})\z",
                RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking, Limit);
        }
        catch (RegexParseException problem)
        {
            throw new FormatException(
                problem.Error == RegexParseError.ReversedCharacterRange ? "a range of a character class runs backwards" : problem.Message, problem);
        }
    }
}
