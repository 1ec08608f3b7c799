namespace LambdaImage.Engine.Lint.Rules;

/// <summary>A comment that suppresses what is not there any more, and would hide it when it comes back.</summary>
internal sealed class SuppressionUnused : ILintRule
{
    public LintSeverity Severity => LintSeverity.Information;

    public string Title => "Suppression without a finding";

    /// <summary>Nothing by itself: only the linter knows what was suppressed, and asks <see cref="Find"/>.</summary>
    public IEnumerable<Finding> Check(LintSubject subject) => [];

    public static IEnumerable<Finding> Find(
        LintSubject subject, IEnumerable<Suppression> suppressions, IReadOnlySet<(Suppression, string)> used, IReadOnlyList<ILintRule> applied)
    {
        foreach (var suppression in suppressions.Where(one => one.Problem is null))
        {
            foreach (var (id, column) in suppression.Rules)
            {
                // What was not applied found nothing for that reason alone.
                if (applied.FirstOrDefault(rule => rule.Id.Equals(id, StringComparison.OrdinalIgnoreCase)) is not { } rule || used.Contains((suppression, rule.Id))) continue;
                if (rule is SuppressionUnused) continue;
                yield return new Finding(new Place(subject.Document.Path!, suppression.Line, column),
                    $"{rule.Id} has nothing to say here, so there is nothing to suppress.", "Remove it from the comment.");
            }
        }
    }
}
