using LambdaImage.Engine.Lint.Rules;

namespace LambdaImage.Engine.Lint;

/// <summary>Applies rules to a Dockerfile, takes out what its comments suppress, and puts the rest in order.</summary>
/// <param name="rules">The rules to apply.</param>
internal sealed class Linter(IEnumerable<ILintRule> rules)
{
    private readonly IReadOnlyList<ILintRule> _rules = [.. rules];

    /// <summary>Applies every rule.</summary>
    public static Linter Default { get; } = new(LintCatalog.All);

    /// <summary>Looks at a Dockerfile.</summary>
    /// <returns>What was found, and what was found and suppressed, both in the order of places.</returns>
    public (IReadOnlyList<DockerfileFinding> Findings, IReadOnlyList<DockerfileFinding> Suppressed) Run(LintSubject subject)
    {
        var suppressions = Suppressions.In(subject);
        var used = new HashSet<(Suppression, string)>();
        var (findings, suppressed) = (new List<DockerfileFinding>(), new List<DockerfileFinding>());
        foreach (var rule in _rules)
        {
            foreach (var finding in rule.Check(subject).Select(found => Of(rule, found))) Put(finding);
        }

        if (_rules.FirstOrDefault(rule => rule is SuppressionUnused) is { } unused)
        {
            foreach (var finding in SuppressionUnused.Find(subject, suppressions, used, _rules)) Put(Of(unused, finding));
        }

        return (Sorted(findings), Sorted(suppressed));

        void Put(DockerfileFinding finding)
        {
            var suppression = suppressions.FirstOrDefault(one => IsFor(one, finding, subject));
            if (suppression is null)
            {
                findings.Add(finding);
                return;
            }

            foreach (var one in suppressions.Where(one => IsFor(one, finding, subject))) used.Add((one, finding.RuleId));
            suppressed.Add(finding with { Suppression = suppression.Reason });
        }
    }

    public static DockerfileFinding Of(ILintRule rule, Finding finding) => new()
    {
        RuleId = rule.Id,
        Severity = finding.Severity ?? rule.Severity,
        Message = finding.Message,
        Remedy = finding.Remedy,
        File = finding.Place.File,
        Line = finding.Place.Line,
        Column = finding.Place.Column,
        EndLine = finding.Place.EndLine,
        Url = LintCatalog.UrlOf(rule.Id),
    };

    private static bool IsFor(Suppression suppression, DockerfileFinding finding, LintSubject subject) =>
        suppression.Problem is null
        && (suppression.From == 1 || finding.File == subject.Document.Path)
        && suppression.Covers(finding.Line)
        && suppression.Rules.Any(rule => rule.Id.Equals(finding.RuleId, StringComparison.OrdinalIgnoreCase));

    private static DockerfileFinding[] Sorted(IEnumerable<DockerfileFinding> findings) =>
    [
        .. findings.OrderBy(finding => finding.Line).ThenBy(finding => finding.Column ?? 0)
            .ThenBy(finding => finding.RuleId, StringComparer.Ordinal),
    ];
}
