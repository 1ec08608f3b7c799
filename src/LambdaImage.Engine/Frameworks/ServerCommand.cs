using System.Text;

namespace LambdaImage.Engine.Frameworks;

/// <summary>A command line that starts a web server, as a Procfile or <c>-Handler</c> has it.</summary>
/// <param name="Text">The line with the port filled in.</param>
/// <param name="Words">Its words without quotes.</param>
/// <param name="NeedsShell">Whether it has variables, pipes or other things that only a shell understands.</param>
internal sealed record ServerCommand(string Text, IReadOnlyList<string> Words, bool NeedsShell)
{
    private const string ShellOnly = "$`|&;<>()*?~";

    /// <summary>Reads a command line.</summary>
    /// <param name="command">For example <c>gunicorn --bind 0.0.0.0:$PORT app:app</c>.</param>
    /// <param name="port">What <c>$PORT</c> stands for.</param>
    public static ServerCommand Parse(string command, string port)
    {
        var text = command.Replace("${PORT}", port, StringComparison.Ordinal).Replace("$PORT", port, StringComparison.Ordinal).Trim();
        List<string> words = [];
        var word = new StringBuilder();
        var (isWord, needsShell) = (false, false);
        var quote = '\0';
        foreach (var character in text)
        {
            if (quote != '\0' && character == quote)
            {
                quote = '\0';
                continue;
            }

            needsShell |= (quote == '\0' && ShellOnly.Contains(character)) || (quote != '\'' && character is '$' or '`' or '\\');
            if (quote == '\0' && character is '"' or '\'')
            {
                (quote, isWord) = (character, true);
            }
            else if (quote == '\0' && char.IsWhiteSpace(character))
            {
                End();
            }
            else
            {
                word.Append(character);
                isWord = true;
            }
        }

        End();
        var assigns = words.Count > 0 && words[0].Split('/')[0].Contains('=', StringComparison.Ordinal);
        return new ServerCommand(text, words, needsShell || assigns || quote != '\0');

        void End()
        {
            if (isWord) words.Add(word.ToString());
            word.Clear();
            isWord = false;
        }
    }

    /// <summary>The program as Lambda takes it, when a shell has to start it; the shell itself goes away.</summary>
    /// <param name="shell">Absolute path of the shell.</param>
    public IReadOnlyList<string> InShell(string shell) => [shell, "-c", $"exec {Text}"];
}
