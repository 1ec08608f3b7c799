namespace LambdaImage.Binding.Completers;

/// <summary>Completes names of repositories of the account.</summary>
internal sealed class RepositoryCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.Repository });
}
