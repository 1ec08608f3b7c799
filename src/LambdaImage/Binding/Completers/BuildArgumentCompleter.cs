namespace LambdaImage.Binding.Completers;

/// <summary>Completes ARG instructions of the project's Dockerfile, as NAME=.</summary>
internal sealed class BuildArgumentCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.BuildArgument, Of = typed.Folder, Dockerfile = typed.Dockerfile })
            .Select(argument => argument with { Text = argument.Text + '=' });
}
