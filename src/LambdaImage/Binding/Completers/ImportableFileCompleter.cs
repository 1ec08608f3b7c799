namespace LambdaImage.Binding.Completers;

/// <summary>Completes files of other tools that the folder has.</summary>
internal sealed class ImportableFileCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed) =>
        Find(typed, new() { Kind = CompletionKind.ImportableFile, Of = typed.Folder });
}
