using System.Text.RegularExpressions;

namespace LambdaImage.Engine.Lint.Shell;

/// <summary>Reads a shell script into its simple commands.</summary>
internal static partial class ShellScript
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "!", "{", "}", "if", "then", "elif", "else", "fi", "do", "done", "while", "until", "esac", "time",
    };

    /// <summary>Words that run the command behind them.</summary>
    private static readonly HashSet<string> Wrappers = new(["command", "eatmydata", "env", "exec", "nice", "nohup", "sudo"], StringComparer.Ordinal);

    /// <param name="text">The script.</param>
    /// <param name="at">Line and column of a character.</param>
    public static IReadOnlyList<ShellCommand> Read(string text, Func<int, (int Line, int Column)> at)
    {
        var commands = new List<ShellCommand>();
        var (words, redirects) = (new List<ShellWord>(), new List<ShellRedirect>());
        var (before, depth) = ("", 0);
        foreach (var token in new ShellLexer(text, at).Tokens())
        {
            if (token.Redirect is { } redirect) redirects.Add(redirect);
            if (token.Word is { } word)
            {
                if (word.Text is "if" or "case" or "while" or "until" && words.Count == 0) depth++;
                if (word.Text is "fi" or "esac" or "done" && words.Count == 0) depth = Math.Max(0, depth - 1);
                words.Add(word);
            }

            if (token.Operator.Length > 0) End(token.Operator);
        }

        End("");
        return commands;

        void End(string after)
        {
            if (Simple(words, before) is { } command)
                commands.Add(command with { Redirects = [.. redirects], After = after, IsConditional = depth > 0 || before == "||" });
            before = after;
            words.Clear();
            redirects.Clear();
        }
    }

    private static ShellCommand? Simple(List<ShellWord> words, string before)
    {
        var (start, assignments, sudo) = (0, new List<ShellWord>(), (ShellWord?)null);
        for (; start < words.Count; start++)
        {
            var word = words[start];
            if (Assignment().IsMatch(word.Text) && !word.Text.StartsWith('"')) assignments.Add(word);
            else if (word.Text == "sudo" && start < words.Count - 1) sudo = word;
            else if (start > 0 && word.IsFlag && Wrappers.Contains(words[start - 1].Text) && start + 1 < words.Count) continue;
            // A wrapper with nothing to wrap is a command: "env > file".
            else if (!Keywords.Contains(word.Text) && (!Wrappers.Contains(word.Text) || start == words.Count - 1)) break;
        }

        if (start < words.Count) return new ShellCommand([.. words.Skip(start)], before) { Assignments = assignments, Sudo = sudo };
        // A line that only sets variables, or a bare "set" of keywords.
        return assignments.Count > 0 ? new ShellCommand(assignments, before) { Assignments = assignments } : null;
    }

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*\\+?=", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Assignment();
}
