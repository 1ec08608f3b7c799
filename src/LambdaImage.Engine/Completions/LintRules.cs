using LambdaImage.Engine.Lint;

namespace LambdaImage.Engine.Completions;

/// <summary>The rules of Test-LambdaDockerfile.</summary>
internal sealed class LintRules : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.LintRule;

    public Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Completion>>([.. LintCatalog.All.Select(rule => new Completion(rule.Id, rule.Title))]);
}
