using System.Text.RegularExpressions;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint;

/// <summary>Finds the comments <c># lambda-image: ignore=Rule,Rule reason</c> above or inside an instruction, and
/// <c># lambda-image: ignore-file=Rule reason</c>.</summary>
internal static partial class Suppressions
{
    public static IReadOnlyList<Suppression> In(LintSubject subject)
    {
        Instruction[] instructions =
        [
            .. subject.Document.GlobalArguments,
            .. subject.Stages.SelectMany(stage => stage.Instructions.Prepend(stage.From)),
        ];
        var found = new List<Suppression>();
        for (var number = 1; number <= subject.Source.Lines.Count; number++)
        {
            var comment = Comment().Match(subject.Source.Lines[number - 1]);
            var around = instructions.FirstOrDefault(instruction => instruction.Lines.Last >= number);
            if (!comment.Success || (around is not null && IsInDocument(subject, around, number))) continue;
            found.Add(Parse(comment.Groups["wish"], number, around, subject.Source.Lines.Count));
        }

        return found;
    }

    private static Suppression Parse(Group wish, int line, Instruction? around, int lines)
    {
        var match = Grammar().Match(wish.Value);
        if (!match.Success)
            return new(line, 0, 0, [], "", $"'{wish.Value.Trim()}' is no wish LambdaImage knows.");
        (string, int)[] rules = [.. match.Groups["rule"].Captures.Select(rule => (rule.Value, wish.Index + rule.Index + 1))];
        var reason = match.Groups["reason"].Value.Trim();
        if (match.Groups["file"].Success) return new(line, 1, lines, rules, reason);
        return around is null
            ? new(line, 0, 0, rules, reason, "No instruction follows this comment.")
            : new(line, around.Lines.First, around.Lines.Last, rules, reason);
    }

    /// <summary>What stands in a here-document is no comment of the Dockerfile.</summary>
    private static bool IsInDocument(LintSubject subject, Instruction around, int line) =>
        line >= around.Lines.First && subject.Source.StatementOf(around).Documents.Count > 0
        && line >= subject.Source.FirstLineOf(around, 0);

    [GeneratedRegex(@"^\s*#\s*lambda-image\s*:\s*(?<wish>.*?)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^ignore(?<file>-file)?\s*=\s*(?<rule>[A-Za-z0-9]+)(?:\s*,\s*(?<rule>[A-Za-z0-9]+))*(?:\s+(?<reason>.*))?$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Grammar();
}
