namespace LambdaImage.Binding.Completers;

/// <summary>Completes references of images in Amazon ECR: the repository first, and its tags after the colon.</summary>
internal sealed class ImageUriCompleter : LiveCompleter
{
    private protected override IEnumerable<Completion> Words(TypedCommand typed)
    {
        var colon = typed.Word.IndexOf(':', typed.Word.LastIndexOf('/') + 1);
        if (colon < 0) return Find(typed, new() { Kind = CompletionKind.RepositoryUri });

        var repository = typed.Word[..colon];
        return Find(typed, new() { Kind = CompletionKind.Tag, Of = repository })
            .Select(tag => tag with { Text = $"{repository}:{tag.Text}" });
    }
}
