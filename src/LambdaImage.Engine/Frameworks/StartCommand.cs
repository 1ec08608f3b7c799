namespace LambdaImage.Engine.Frameworks;

/// <summary>A command as Lambda wants it: the program by an absolute path, because nothing searches PATH for an entry point.
/// <see href="https://docs.aws.amazon.com/lambda/latest/dg/images-create.html#images-parms"/></summary>
/// <param name="Program">The entry point.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record StartCommand(IReadOnlyList<string> Program, IReadOnlyList<string> Arguments)
{
    /// <param name="command">Words with spaces between them; quotes keep spaces.</param>
    /// <param name="programs">Where programs are that the image has.</param>
    public static StartCommand Of(string command, params IReadOnlyList<(string Name, string Path)> programs)
    {
        var words = WordsOf(command);
        if (words.Count == 0) return new StartCommand([], []);
        var known = programs.FirstOrDefault(program => program.Name == words[0]).Path;
        string[] program = known is not null ? [known] : words[0].StartsWith('/') ? [words[0]] : ["/usr/bin/env", words[0]];
        return new StartCommand(program, [.. words.Skip(1)]);
    }

    /// <summary>The words of a command; quotes keep spaces.</summary>
    public static IReadOnlyList<string> WordsOf(string command)
    {
        List<string> words = [];
        var word = new System.Text.StringBuilder();
        char? quote = null;
        foreach (var character in command)
        {
            if (character == quote) quote = null;
            else if (quote is null && character is '"' or '\'') quote = character;
            else if (quote is null && char.IsWhiteSpace(character)) End();
            else word.Append(character);
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0) words.Add(word.ToString());
            word.Clear();
        }
    }
}
