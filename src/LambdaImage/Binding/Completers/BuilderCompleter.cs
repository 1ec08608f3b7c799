namespace LambdaImage.Binding.Completers;

/// <summary>Completes names of buildx builders.</summary>
internal sealed class BuilderCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.Builder });
}
