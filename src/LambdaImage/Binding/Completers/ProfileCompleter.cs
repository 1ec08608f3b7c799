namespace LambdaImage.Binding.Completers;

/// <summary>Completes names of profiles.</summary>
internal sealed class ProfileCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.Profile });
}
