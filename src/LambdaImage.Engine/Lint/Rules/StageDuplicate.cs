namespace LambdaImage.Engine.Lint.Rules;

/// <summary>Two stages with one name.</summary>
internal sealed class StageDuplicate : ILintRule
{
    public LintSeverity Severity => LintSeverity.Error;

    public string Title => "Two stages with the same name";

    public IEnumerable<Finding> Check(LintSubject subject)
    {
        foreach (var stage in subject.Stages.Where(stage => stage.Name is not null))
        {
            var first = subject.Stages.First(other => stage.Name!.Equals(other.Name, StringComparison.OrdinalIgnoreCase));
            if (ReferenceEquals(first, stage)) continue;
            yield return subject.Of(stage.From, stage.Name!, $"The stage in line {first.From.Lines.First} is called '{first.Name}' too, so nobody can tell which one is meant.", "Give it a name of its own.");
        }
    }
}
