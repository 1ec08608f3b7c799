using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Completions;

/// <summary>The repositories of the account, as references begin with them.</summary>
internal sealed class RepositoryUris(EngineParts parts) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.RepositoryUri;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) =>
        [.. (await RepositoryNames.ListAsync(parts, request, cancel)).Select(each => new Completion(each.RepositoryUri))];
}
