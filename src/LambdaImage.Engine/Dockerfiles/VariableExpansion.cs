using System.Text;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Replaces variables and processes quotes as Docker does.
/// <see href="https://docs.docker.com/reference/dockerfile/#environment-replacement"/></summary>
/// <param name="lookup">Value of a variable; null when it is not set.</param>
/// <param name="escape">Escape character of the file.</param>
/// <param name="where">Place of the instruction, for errors.</param>
internal sealed class VariableExpansion(Func<string, string?> lookup, char escape, SourceLocation where)
{
    /// <summary>Expands one word: quotes go, white space stays.</summary>
    public string Word(string raw) => new Scan(this, raw, hasQuotes: true).ToEnd();

    /// <summary>Expands the content of a here-document, where quotes are ordinary characters.</summary>
    public string Document(string content) => new Scan(this, content, hasQuotes: false).ToEnd();

    /// <summary>Expands and cuts the result into words at white space that is not quoted.</summary>
    public IReadOnlyList<string> Words(string raw)
    {
        var scan = new Scan(this, raw, hasQuotes: true) { IsSplitting = true };
        scan.ToEnd();
        return scan.Words;
    }

    /// <summary>One pass over one word.</summary>
    private sealed class Scan(VariableExpansion owner, string raw, bool hasQuotes)
    {
        private readonly StringBuilder _word = new();
        private readonly List<string> _words = [];
        private int _next;
        private bool _isWord;

        public bool IsSplitting { get; init; }

        public IReadOnlyList<string> Words => _words;

        private bool IsAtEnd => _next >= raw.Length;

        public string ToEnd()
        {
            var result = Until('\0', isRaw: false);
            EndWord();
            return result;
        }

        /// <param name="stop">What ends it; NUL: the end of the word.</param>
        /// <param name="isRaw">Whether escape characters stay, for a pattern to understand.</param>
        private string Until(char stop, bool isRaw)
        {
            var result = new StringBuilder();
            while (!IsAtEnd)
            {
                var letter = raw[_next];
                if (stop != '\0' && letter == stop)
                {
                    _next++;
                    return result.ToString();
                }

                if (letter == '\'' && hasQuotes) AddQuoted(result, SingleQuoted());
                else if (letter == '"' && hasQuotes) AddQuoted(result, DoubleQuoted(isRaw));
                else if (letter == '$') AddPlain(result, Variable());
                else AddLetter(result, isRaw);
            }

            return stop == '\0' ? result.ToString() : throw Error($"'{stop}' is missing");
        }

        private void AddLetter(StringBuilder result, bool isRaw)
        {
            var letter = raw[_next++];
            if (letter != owner.Escape)
            {
                AddPlain(result, letter.ToString());
                return;
            }

            if (isRaw) result.Append(letter);
            if (IsAtEnd) return;
            AddQuoted(result, raw[_next++].ToString());
        }

        private string SingleQuoted()
        {
            var end = raw.IndexOf('\'', ++_next);
            if (end < 0) throw Error("a single quote is never closed");
            var content = raw[_next..end];
            _next = end + 1;
            return content;
        }

        private string DoubleQuoted(bool isRaw)
        {
            var content = new StringBuilder();
            for (_next++; ;)
            {
                if (IsAtEnd) throw Error("a double quote is never closed");
                var letter = raw[_next];
                if (letter == '$')
                {
                    content.Append(Variable());
                    continue;
                }

                _next++;
                if (letter == '"') return content.ToString();
                if (letter == owner.Escape)
                {
                    if (IsAtEnd) throw Error("a double quote is never closed");
                    // Within double quotes only these three lose their escape character.
                    letter = raw[_next++];
                    var isKept = letter != '"' && letter != '$' && letter != owner.Escape;
                    if (isRaw) content.Append(owner.Escape);
                    if (isKept) content.Append(owner.Escape);
                }

                content.Append(letter);
            }
        }

        private string Variable()
        {
            _next++;
            if (IsAtEnd) return "$";
            if (raw[_next] != '{')
            {
                var plain = Name();
                return plain.Length == 0 ? "$" : owner.Lookup(plain) ?? "";
            }

            _next++;
            if (IsAtEnd) throw Error("'}' is missing");
            var name = Name();
            if (name.Length == 0) throw Error("the name in ${…} is missing or wrong");
            if (IsAtEnd) throw Error("'}' is missing");
            var value = owner.Lookup(name);
            var kind = raw[_next++];
            return kind switch
            {
                '}' => value ?? "",
                ':' => Default(name, string.IsNullOrEmpty(value) ? null : value, IsAtEnd ? '\0' : raw[_next++]),
                '+' or '-' or '?' => Default(name, value, kind),
                '#' or '%' => Trim(value ?? "", kind),
                '/' => Replace(value ?? ""),
                _ => throw Error($"'{kind}' cannot follow the name {name}"),
            };
        }

        private string Default(string name, string? value, char kind)
        {
            if (kind is not ('+' or '-' or '?')) throw Error($"':' must be followed by -, + or ? in ${{{name}…}}");
            var word = new Scan(owner, raw, hasQuotes) { _next = _next };
            var other = word.Until('}', isRaw: false);
            _next = word._next;
            return kind switch
            {
                '+' => value is null ? "" : other,
                '-' => value ?? other,
                _ => value ?? throw DockerfileErrors.VariableMissing(
                    owner.Where, name, other.Length > 0 ? other : "it has no value"),
            };
        }

        private string Trim(string value, char side)
        {
            var text = Raw('}');
            var isLongest = text.StartsWith(side);
            var pattern = Pattern(isLongest ? text[1..] : text);
            return side == '#' ? pattern.TrimStart(value, isLongest) : pattern.TrimEnd(value, isLongest);
        }

        private string Replace(string value)
        {
            var isAll = !IsAtEnd && raw[_next] == '/';
            if (isAll) _next++;
            var pattern = Pattern(Raw('/'));
            // As in BuildKit escape characters stay in it. Unlike there a dollar sign that a variable brings is one: $1 is no part of the match.
            return pattern.Replace(value, Raw('}'), isAll);
        }

        private string Raw(char stop)
        {
            var word = new Scan(owner, raw, hasQuotes) { _next = _next };
            var text = word.Until(stop, isRaw: true);
            _next = word._next;
            return text;
        }

        private VariableExpansionPattern Pattern(string text)
        {
            try
            {
                return VariableExpansionPattern.Parse(text);
            }
            catch (FormatException problem)
            {
                throw Error(problem.Message);
            }
        }

        private string Name()
        {
            var start = _next;
            if (IsAtEnd) return "";
            if (char.IsDigit(raw, _next))
            {
                while (!IsAtEnd && char.IsDigit(raw, _next)) _next++;
            }
            else if (IsOfName())
            {
                // Letters beyond the first plane of Unicode are two units of a string.
                while (!IsAtEnd && IsOfName()) _next += char.IsSurrogatePair(raw, _next) ? 2 : 1;
            }
            else if ("@*#?-$!".Contains(raw[_next], StringComparison.Ordinal))
            {
                _next++;
            }

            return raw[start.._next];
        }

        private bool IsOfName() => char.IsLetterOrDigit(raw, _next) || raw[_next] == '_';

        private void AddPlain(StringBuilder result, string text)
        {
            result.Append(text);
            if (!IsSplitting) return;
            foreach (var letter in text)
            {
                if (char.IsWhiteSpace(letter)) EndWord();
                else AddToWord(letter.ToString());
            }
        }

        private void AddQuoted(StringBuilder result, string text)
        {
            result.Append(text);
            if (IsSplitting) AddToWord(text);
        }

        private void AddToWord(string text)
        {
            _word.Append(text);
            _isWord = true;
        }

        private void EndWord()
        {
            if (_isWord) _words.Add(_word.ToString());
            _word.Clear();
            _isWord = false;
        }

        private LambdaImageException Error(string problem) => DockerfileErrors.Expansion(owner.Where, raw, problem);
    }

    private char Escape { get; } = escape;

    private SourceLocation Where { get; } = where;

    private string? Lookup(string name) => lookup(name);
}
