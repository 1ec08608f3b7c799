namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Base images whose support has ended or is about to.</summary>
internal sealed class BaseDeprecated : ILintRule
{
    /// <summary>Half a year is time enough to plan an upgrade.</summary>
    private const int NoticeDays = 180;

    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Base image out of support";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages.Where(stage => stage.Parent is null))
        {
            if (stage.Base.Bref is { Major: < 3 } bref)
            {
                yield return subject.Of(stage.From, stage.From.Image, $"Bref {bref.Major} is no longer developed; version {BrefName.Newest} runs on Amazon Linux 2023.",
                    $"Move to bref/{(bref.IsArm ? "arm-" : "")}php-84:{BrefName.Newest}, where BREF_RUNTIME chooses between website, function and console.");
            }

            if (SupportEnds.Of(stage.Base) is not { } end || end >= subject.Today.AddDays(NoticeDays)) continue;
            var isOver = end < subject.Today;
            yield return subject.Of(stage.From, stage.From.Image,
                isOver ? $"Support for {stage.Base.Text} ended on {end:yyyy-MM-dd}: no patches come any more." : $"Support for {stage.Base.Text} ends on {end:yyyy-MM-dd}.",
                "Move to a newer version.") with
            { Severity = isOver ? null : LintSeverity.Information };
        }
    }
}
