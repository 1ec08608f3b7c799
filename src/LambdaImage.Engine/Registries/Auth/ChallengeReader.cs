using System.Text;

namespace LambdaImage.Engine.Registries.Auth;

/// <summary>Reads the grammar of <c>WWW-Authenticate</c>, in which a comma separates parameters and challenges
/// alike.</summary>
internal sealed class ChallengeReader
{
    private readonly string _text;
    private int _at;

    private ChallengeReader(string text) => _text = text;

    /// <summary>All challenges of one header value. What cannot be read is left out: another challenge may
    /// do.</summary>
    public static IReadOnlyList<Challenge> Read(string header) => new ChallengeReader(header).ReadAll();

    private List<Challenge> ReadAll()
    {
        List<Challenge> found = [];
        while (SkipSeparators() && Token() is { Length: > 0 } scheme) found.Add(new Challenge(scheme, Parameters()));
        return found;
    }

    private Dictionary<string, string> Parameters()
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (SkipSeparators())
        {
            var start = _at;
            var name = Token();
            var isFilled = Skip() && _text[_at] == '=';
            // A word that no '=' follows is the next scheme, except for the bare credentials that Negotiate and NTLM
            // carry.
            if (name.Length == 0 || !isFilled)
            {
                _at = name.Length == 0 ? _at + 1 : start;
                if (name.Length == 0) continue;
                break;
            }

            _at++;
            if (!Skip() || _text[_at] is ',' or '=')
            {
                SkipBareCredentials();
                continue;
            }

            parameters[name] = _text[_at] == '"' ? Quoted() : Bare();
        }

        return parameters;
    }

    private string Token()
    {
        var start = _at;
        while (_at < _text.Length && IsTokenCharacter(_text[_at])) _at++;
        return _text[start.._at];
    }

    private static bool IsTokenCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~/".Contains(character, StringComparison.Ordinal);

    private string Bare()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] is not (',' or ' ' or '\t')) _at++;
        return _text[start.._at];
    }

    private string Quoted()
    {
        var value = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            if (_text[_at] == '\\' && _at + 1 < _text.Length) _at++;
            value.Append(_text[_at]);
        }

        _at = Math.Min(_at + 1, _text.Length);
        return value.ToString();
    }

    private void SkipBareCredentials()
    {
        while (_at < _text.Length && _text[_at] == '=') _at++;
    }

    /// <summary>Skips blanks.</summary>
    /// <returns>Whether anything is left.</returns>
    private bool Skip()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t') _at++;
        return _at < _text.Length;
    }

    private bool SkipSeparators()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or ',') _at++;
        return _at < _text.Length;
    }
}
