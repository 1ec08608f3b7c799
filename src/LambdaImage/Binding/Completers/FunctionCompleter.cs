namespace LambdaImage.Binding.Completers;

/// <summary>Completes functions that are made from images.</summary>
internal sealed class FunctionCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.Function });
}
