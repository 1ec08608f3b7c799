using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Completions;

/// <summary>Every kind of choice. A test finds one that is missing.</summary>
internal sealed class CompletionCatalog(EngineParts parts)
{
    public IReadOnlyList<ICompletionSource> All { get; } =
    [
        new AliasNames(parts),
        new BuildArguments(),
        new BuilderNames(parts.Environment),
        new DockerfileStages(),
        new FunctionNames(parts),
        new ImportableFiles(parts),
        new LintRules(),
        new ProfileNames(),
        new RepositoryNames(parts),
        new RepositoryTags(parts),
        new RepositoryUris(parts),
        new ServiceFunctions(parts),
        new ServiceStages(),
        new VersionNumbers(parts),
    ];

    public Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) =>
        All.Single(source => source.Kind == request.Kind).FindAsync(request, cancel);
}
