using System.Globalization;

namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A stage that nothing of the image comes from.</summary>
internal sealed class StageUnused : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Stage that nothing is taken from";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        // With a target the others are for other images.
        if (subject.Target is not null) yield break;
        var used = new HashSet<int>();
        Use(subject.Final);
        foreach (var stage in subject.Stages.Where(stage => !used.Contains(stage.Index)))
            yield return subject.Of(stage.From, stage.Name ?? stage.From.Image, $"Nothing of the image comes from the stage '{stage.Name ?? stage.Index.ToString(CultureInfo.InvariantCulture)}'.", "Remove it, or build it with -Target.");

        void Use(StageView stage)
        {
            if (!used.Add(stage.Index)) return;
            if (stage.Parent is { } parent) Use(parent);
            foreach (var text in stage.Instructions.SelectMany(instruction => instruction.Others))
            {
                foreach (var other in subject.Stages.Where(other => other.Index < stage.Index && (text.Contains('$', StringComparison.Ordinal) || text.Equals(other.Name, StringComparison.OrdinalIgnoreCase) || text == other.Index.ToString(CultureInfo.InvariantCulture))))
                    Use(other);
            }
        }
    }
}
