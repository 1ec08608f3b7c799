using System.Text;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Errors;

namespace LambdaImage.Engine.Dockerfiles;

/// <summary>Cuts a Dockerfile into statements: directives, comments, continued lines and here-documents are settled
/// here.</summary>
internal sealed partial class DockerfileReaderScanner
{
    private const char DefaultEscape = '\\';

    private readonly string _path;
    private readonly List<string> _lines = [];
    private readonly List<KeyValuePair<string, string>> _directives = [];
    private List<string> _comments = [];
    private char _escape = DefaultEscape;
    private int _next;
    private bool _started;

    public DockerfileReaderScanner(string text, string path)
    {
        _path = path;
        var rest = text.StartsWith('\uFEFF') ? text.AsSpan(1) : text.AsSpan();
        while (!rest.IsEmpty)
        {
            var end = rest.IndexOf('\n');
            var length = end < 0 ? rest.Length : end + 1;
            _lines.Add(rest[..length].ToString());
            rest = rest[length..];
        }

        ReadDirectives();
    }

    public IReadOnlyList<KeyValuePair<string, string>> Directives => _directives;

    /// <summary>Comment block at the top that is set apart by an empty line.</summary>
    public IReadOnlyList<string> Header { get; private set; } = [];

    /// <summary>The next statement, or null at the end.</summary>
    public DockerfileReaderStatement? Next()
    {
        for (; _next < _lines.Count; _next++)
        {
            var line = Plain(_lines[_next]).Trim();
            if (line.Length > 0 && line[0] != '#') return ReadStatement();
            if (line.Length > 0)
            {
                _comments.Add(CommentText(line));
            }
            else if (!_started && Header.Count == 0 && _comments.Count > 0)
            {
                Header = _comments;
                _comments = [];
            }
        }

        return null;
    }

    private void ReadDirectives()
    {
        for (; _next < _lines.Count; _next++)
        {
            var match = DirectiveGrammar().Match(Plain(_lines[_next]).TrimStart());
            if (!match.Success) return;
            var (name, value) = (match.Groups["name"].Value.ToLowerInvariant(), match.Groups["value"].Value);
            if (name is not ("syntax" or "escape" or "check")) return;
            var where = new SourceLocation(_path, _next + 1);
            if (_directives.Any(known => known.Key == name))
                throw DockerfileErrors.Directive(where, $"the directive '{name}' is given twice.");
            if (name == "escape")
            {
                if (value is not ("\\" or "`"))
                    throw DockerfileErrors.Directive(where, $"the escape character must be \\ or `, not '{value}'.");
                _escape = value[0];
            }

            _directives.Add(new(name, value));
        }
    }

    private DockerfileReaderStatement ReadStatement()
    {
        _started = true;
        var first = _next + 1;
        var (joined, pieces) = (new StringBuilder(), new List<DockerfileReaderPiece>());
        for (var isContinued = true; isContinued && _next < _lines.Count; _next++)
        {
            var line = Plain(_lines[_next]);
            var trimmed = line.AsSpan().Trim();
            if (joined.Length > 0 || pieces.Count > 0)
            {
                if (trimmed.IsEmpty) continue;
                if (trimmed[0] == '#')
                {
                    _comments.Add(CommentText(trimmed.ToString()));
                    continue;
                }
            }

            var indent = joined.Length == 0 ? line.Length - line.AsSpan().TrimStart().Length : 0;
            (var content, isContinued) = CutContinuation(line[indent..]);
            pieces.Add(new(joined.Length, _next + 1, indent + 1));
            joined.Append(content);
        }

        var text = joined.ToString().TrimEnd();
        var found = DockerfileReaderDocuments.Announced(text, _escape, name => _lines.Skip(_next).Any(line => Plain(line) == name));
        var firstDocumentLine = _next;
        var documents = found.Select(document => ReadDocument(document, first)).ToArray();
        var statement = new DockerfileReaderStatement(_path, text, pieces)
        {
            Lines = new(first, _next),
            Comments = _comments,
            Escape = _escape,
            Documents = documents,
            DocumentText = string.Concat(_lines[firstDocumentLine.._next]),
        };
        _comments = [];
        return statement;
    }

    private HereDocument ReadDocument(HereDocument announced, int statementLine)
    {
        var content = new StringBuilder();
        while (_next < _lines.Count)
        {
            var line = _lines[_next++];
            if (announced.StripTabs) line = line.TrimStart('\t');
            if (Plain(line) == announced.Name) return announced with { Content = content.ToString() };
            content.Append(line);
        }

        throw DockerfileErrors.UnterminatedDocument(new SourceLocation(_path, statementLine), announced.Name);
    }

    /// <summary>A line is continued when it ends with exactly one escape character, white space aside.</summary>
    private (string Content, bool IsContinued) CutContinuation(string line)
    {
        var end = line.AsSpan().TrimEnd(" \t").Length - 1;
        if (end < 0 || line[end] != _escape || (end > 0 && line[end - 1] == _escape)) return (line, false);
        return (line[..end], true);
    }

    private static string Plain(string line) => line.TrimEnd('\r', '\n');

    private static string CommentText(string trimmed) =>
        trimmed.StartsWith("# ", StringComparison.Ordinal) ? trimmed[2..] : trimmed[1..];

    [GeneratedRegex(@"^#\s*(?<name>[A-Za-z][A-Za-z0-9]*)\s*=\s*(?<value>.+?)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DirectiveGrammar();
}
