using System.Text;

namespace LambdaImage.Engine.Lint.Shell;

/// <summary>Cuts a shell script into words, operators and redirections, as far as rules need it: what a substitution
/// holds stays one word. <see href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html"/></summary>
/// <param name="text">The script.</param>
/// <param name="at">Line and column of a character.</param>
internal sealed class ShellLexer(string text, Func<int, (int Line, int Column)> at)
{
    private static readonly string[] Operators = ["&&", "||", "|&", ";;", "|", ";", "&", "(", ")", "\n"];

    private int _next;

    /// <summary>A word, or an operator.</summary>
    /// <param name="Word">The word; null for an operator and for redirections.</param>
    /// <param name="Operator">The operator; empty for a word.</param>
    /// <param name="Redirect">Where output goes; null for anything else.</param>
    public readonly record struct Token(ShellWord? Word, string Operator, ShellRedirect? Redirect);

    public IEnumerable<Token> Tokens()
    {
        while (SkipBlanks())
        {
            if (Operators.FirstOrDefault(candidate => IsAt(candidate)) is { } found && !IsAt("&>"))
            {
                _next += found.Length;
                yield return new(null, found, null);
            }
            else if (RedirectLength() is > 0 and var length)
            {
                var isOutput = text.AsSpan(_next, length).Contains('>');
                _next += length;
                if (SkipDescriptor()) continue;
                SkipBlanks();
                var target = ReadWord();
                if (isOutput && target.Text.Length > 0) yield return new(null, "", new(target.Text, target.Line, target.Column));
            }
            else
            {
                yield return new(ReadWord(), "", null);
            }
        }
    }

    /// <summary>Length of a redirection at this place, with its file descriptor; 0 when there is none.</summary>
    private int RedirectLength()
    {
        var end = _next;
        while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
        if (end < text.Length - 1 && text[end] == '&' && text[end + 1] == '>') end++;
        if (end >= text.Length || text[end] is not ('>' or '<')) return 0;
        while (end < text.Length && text[end] is '>' or '<' or '|') end++;
        return end - _next;
    }

    /// <summary>Skips what follows in <c>2>&amp;1</c>: another descriptor is no file.</summary>
    private bool SkipDescriptor()
    {
        if (_next >= text.Length || text[_next] != '&') return false;
        _next++;
        while (_next < text.Length && (char.IsAsciiDigit(text[_next]) || text[_next] == '-')) _next++;
        return true;
    }

    private bool SkipBlanks()
    {
        while (_next < text.Length)
        {
            if (text[_next] is ' ' or '\t' or '\r') _next++;
            else if (IsAt("\\\n")) _next += 2;
            else if (IsAt("\\\r\n")) _next += 3;
            else if (text[_next] == '#') SkipComment();
            else return true;
        }

        return false;
    }

    private void SkipComment()
    {
        while (_next < text.Length && text[_next] != '\n') _next++;
    }

    private ShellWord ReadWord()
    {
        var (start, plain, isQuoted) = (_next, new StringBuilder(), false);
        while (_next < text.Length)
        {
            var letter = text[_next];
            if (char.IsWhiteSpace(letter) || letter is ';' or '&' or '|' or '(' or ')' or '>' or '<') break;
            if (IsAt("\\\n")) { _next += 2; continue; }
            if (letter is '"' or '\'') isQuoted = true;
            if (letter == '\'') ReadSingle(plain);
            else if (letter == '"') ReadDouble(plain);
            else if (letter == '\\' && _next + 1 < text.Length) { plain.Append(text[_next + 1]); _next += 2; }
            else if (letter is '$' or '`') ReadOpen(plain);
            else { plain.Append(letter); _next++; }
        }

        // Whatever stops here, such as a stray parenthesis, must not stop the lexer.
        if (_next == start && _next < text.Length) plain.Append(text[_next++]);
        var (line, column) = at(start);
        return new ShellWord(plain.ToString(), line, column, isQuoted);
    }

    private void ReadSingle(StringBuilder plain)
    {
        var end = text.IndexOf('\'', _next + 1);
        if (end < 0) end = text.Length;
        plain.Append(text, _next + 1, end - _next - 1);
        _next = Math.Min(end + 1, text.Length);
    }

    private void ReadDouble(StringBuilder plain)
    {
        for (_next++; _next < text.Length && text[_next] != '"';)
        {
            if (text[_next] == '\\' && _next + 1 < text.Length)
            {
                if (text[_next + 1] is not ('"' or '\\' or '$' or '`')) plain.Append('\\');
                plain.Append(text[_next + 1]);
                _next += 2;
            }
            else if (text[_next] is '$' or '`')
            {
                ReadOpen(plain);
            }
            else
            {
                plain.Append(text[_next++]);
            }
        }

        _next = Math.Min(_next + 1, text.Length);
    }

    /// <summary>A variable or a substitution, as written.</summary>
    private void ReadOpen(StringBuilder plain)
    {
        var start = _next++;
        if (text[start] == '`')
        {
            var end = text.IndexOf('`', _next);
            _next = end < 0 ? text.Length : end + 1;
        }
        else if (_next < text.Length && text[_next] is '(' or '{')
        {
            var (open, close) = text[_next] == '(' ? ('(', ')') : ('{', '}');
            var depth = 0;
            while (_next < text.Length)
            {
                if (text[_next] == open) depth++;
                else if (text[_next] == close) depth--;
                _next++;
                if (depth == 0) break;
            }
        }

        plain.Append(text, start, _next - start);
    }

    private bool IsAt(string token) => text.AsSpan(_next).StartsWith(token, StringComparison.Ordinal);
}
