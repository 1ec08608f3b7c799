namespace LambdaImage.Engine.Lint;

/// <summary>What a rule has to say; the linter adds the rule's name.</summary>
/// <param name="Place">Where.</param>
/// <param name="Message">What is wrong and why.</param>
/// <param name="Remedy">What to write instead.</param>
internal sealed record Finding(Place Place, string Message, string Remedy)
{
    /// <summary>Null: that of the rule.</summary>
    public LintSeverity? Severity { get; init; }
}
