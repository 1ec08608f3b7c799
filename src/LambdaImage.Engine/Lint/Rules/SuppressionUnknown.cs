namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A comment that suppresses a rule nobody knows: it hides nothing, and its author believes it does.</summary>
internal sealed class SuppressionUnknown : ILintRule
{
    public LintSeverity Severity => LintSeverity.Warning;

    public string Title => "Suppression of a rule that does not exist";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var suppression in Suppressions.In(subject))
        {
            if (suppression.Problem is { } problem)
            {
                yield return new Finding(new Place(subject.Document.Path!, suppression.Line, 1), problem,
                    "Write '# lambda-image: ignore=RuleId reason' right above an instruction, or '# lambda-image: ignore-file=RuleId reason' at the top.");
                continue;
            }

            foreach (var (id, column) in suppression.Rules.Where(rule => LintCatalog.Find(rule.Id) is null))
            {
                var nearest = LintCatalog.Nearest(id);
                yield return new Finding(new Place(subject.Document.Path!, suppression.Line, column), $"There is no rule '{id}'.",
                    nearest is null ? $"See {LintCatalog.Page} for the names." : $"Did you mean {nearest}?");
            }
        }
    }
}
