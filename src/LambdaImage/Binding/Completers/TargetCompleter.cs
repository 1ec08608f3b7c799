namespace LambdaImage.Binding.Completers;

/// <summary>Completes stages of the project's Dockerfile.</summary>
internal sealed class TargetCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.DockerfileStage, Of = typed.Folder, Dockerfile = typed.Dockerfile });
}
