namespace LambdaImage.Binding.Completers;

/// <summary>Completes published versions of the function of -FunctionName.</summary>
internal sealed class VersionCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        typed.Text("FunctionName") is { } function ? Find(typed, new() { Kind = CompletionKind.Version, Of = function }) : [];
}
