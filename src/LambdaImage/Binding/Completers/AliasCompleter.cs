namespace LambdaImage.Binding.Completers;

/// <summary>Completes aliases of the function of -FunctionName.</summary>
internal sealed class AliasCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        typed.Text("FunctionName") is { } function ? Find(typed, new() { Kind = CompletionKind.Alias, Of = function }) : [];
}
