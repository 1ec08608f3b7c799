namespace LambdaImage.Engine.Completions;

/// <summary>Finds the choices of one kind: one file here, one line in <see cref="CompletionCatalog"/>.</summary>
internal interface ICompletionSource
{
    CompletionKind Kind { get; }

    Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel);
}
