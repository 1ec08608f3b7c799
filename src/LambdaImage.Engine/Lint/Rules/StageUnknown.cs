using System.Globalization;
using LambdaImage.Engine.Dockerfiles;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A stage that does not exist, or only further down.</summary>
internal sealed class StageUnknown : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Stage that does not exist";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        if (subject.Target is { } target && !subject.Stages.Any(stage => target.Equals(stage.Name, StringComparison.OrdinalIgnoreCase)))
        {
            yield return subject.Of(subject.Stages[^1].From, $"There is no stage '{target}', which -Target asks for.",
                Names(subject, subject.Stages.Count) is [_, ..] names ? $"There are {string.Join(", ", names)}." : "Name the stage with FROM … AS name.");
        }

        foreach (var stage in subject.Stages)
        {
            if (Problem(subject, stage, stage.From.Image, isFrom: true) is { } problem) yield return subject.Of(stage.From, stage.From.Image, problem.Message, problem.Remedy);
            foreach (var (instruction, name) in stage.Instructions.SelectMany(instruction => instruction.Others.Select(name => (instruction, name))))
            {
                if (Problem(subject, stage, name, isFrom: false) is { } found) yield return subject.Of(instruction, name, found.Message, found.Remedy);
            }
        }
    }

    private static (string Message, string Remedy)? Problem(LintSubject subject, StageView stage, string name, bool isFrom)
    {
        if (name.Contains('$', StringComparison.Ordinal)) return null;
        var earlier = Names(subject, stage.Index);
        if (earlier.Contains(name, StringComparer.OrdinalIgnoreCase)) return null;
        if (!isFrom && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number < stage.Index ? null : ($"There is no stage {number} above: this is stage {stage.Index}, and the first is 0.", "Name the stage with FROM … AS name and use the name.");
        }

        if (Names(subject, subject.Stages.Count).Contains(name, StringComparer.OrdinalIgnoreCase))
            return ($"The stage '{name}' stands further down, so an image of that name is looked for.", "Move that stage above this line.");
        // A plain word may be an image of Docker Hub or a named context; one letter off a stage it is not.
        var isPlain = name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_');
        return isPlain && DockerfileReaderSpelling.Nearest(name, earlier) is { } nearest && name.Length > 3 && !IsLikelyImage(name)
            ? ($"There is no stage '{name}', so an image of that name is looked for.", $"Did you mean {nearest}?")
            : null;
    }

    private static bool IsLikelyImage(string name) => name is "alpine" or "busybox" or "composer" or "debian" or "golang" or "nginx" or "node" or "python" or "ruby" or "rust" or "ubuntu" or "php";

    private static string[] Names(LintSubject subject, int before) => [.. subject.Stages.Take(before).Select(stage => stage.Name).OfType<string>()];
}
