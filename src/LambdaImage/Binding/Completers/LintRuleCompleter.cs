namespace LambdaImage.Binding.Completers;

/// <summary>Completes rules about Dockerfiles.</summary>
internal sealed class LintRuleCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.LintRule });
}
