using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Completions;

/// <summary>The aliases of a function.</summary>
internal sealed class AliasNames(EngineParts parts) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.Alias;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) =>
        request.Of is not { } function ? []
        :
        [
            .. (await VersionNumbers.List(parts, request.Session, function).AliasesAsync(cancel))
                .OrderBy(alias => alias.Name, StringComparer.Ordinal)
                .Select(alias => new Completion(alias.Name, $"version {alias.FunctionVersion}")),
        ];
}
