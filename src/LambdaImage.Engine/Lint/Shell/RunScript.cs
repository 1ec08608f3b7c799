using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Shell;

/// <summary>The commands of a RUN, wherever they stand: on its line, in a JSON array, or in here-documents.</summary>
internal static class RunScript
{
    public static IReadOnlyList<ShellCommand> Of(Run run, SourceMap source)
    {
        var statement = source.StatementOf(run);
        if (!run.Command.IsShell) return OfArray(run, source);
        var line = run.Command.Arguments[0];
        var start = Math.Max(0, statement.Text.LastIndexOf(line, StringComparison.Ordinal));
        var commands = new List<ShellCommand>();
        // "RUN <<EOF" has no command but the document; "RUN python3 <<EOF" hands it to no shell.
        var program = line.Split(' ', 2)[0];
        if (run.Documents.Count == 0 || !line.StartsWith("<<", StringComparison.Ordinal))
        {
            commands.AddRange(ShellScript.Read(line, position =>
            {
                var where = statement.At(start + position);
                return (where.Line, where.Column ?? 1);
            }));
        }

        for (var index = 0; index < run.Documents.Count; index++)
        {
            var document = run.Documents[index];
            var isScript = line.StartsWith("<<", StringComparison.Ordinal) || program is "sh" or "bash" or "/bin/sh" or "/bin/bash";
            if (!isScript || (document.Content.StartsWith("#!", StringComparison.Ordinal) && !document.Content.Split('\n')[0].Contains("sh", StringComparison.Ordinal))) continue;
            commands.AddRange(OfText(document.Content, source.FirstLineOf(run, index)));
        }

        return commands;
    }

    /// <summary>The commands of a script that stands somewhere in a file.</summary>
    /// <param name="text">The script.</param>
    /// <param name="firstLine">One-based line of its start.</param>
    public static IReadOnlyList<ShellCommand> OfText(string text, int firstLine) => ShellScript.Read(text, position =>
    {
        var before = text.AsSpan(0, position);
        return (firstLine + before.Count('\n'), position - before.LastIndexOf('\n'));
    });

    private static IReadOnlyList<ShellCommand> OfArray(Run run, SourceMap source)
    {
        var arguments = run.Command.Arguments;
        if (arguments.Count == 0) return [];
        if (arguments is [var shell, "-c" or "-ec" or "-lc" or "-exc", var script, ..] && shell.EndsWith("sh", StringComparison.Ordinal))
        {
            var place = source.At(run, script);
            return ShellScript.Read(script, position => (place.Line, (place.Column ?? 1) + (place.Column is null ? 0 : position)));
        }

        return
        [
            new ShellCommand([.. arguments.Select(argument =>
            {
                var place = source.At(run, argument);
                return new ShellWord(argument, place.Line, place.Column ?? 1);
            })], ""),
        ];
    }
}
