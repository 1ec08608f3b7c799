namespace LambdaImage.Binding.Completers;

/// <summary>Completes tags that the repository of -Repository has.</summary>
internal sealed class TagCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        typed.Text("Repository") is { } repository ? Find(typed, new() { Kind = CompletionKind.Tag, Of = repository }) : [];
}
