namespace LambdaImage.Binding.Completers;

/// <summary>Completes stages of lambda-image.yml.</summary>
internal sealed class StageCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.ServiceStage, Of = typed.Folder, Configuration = typed.Configuration });
}
