using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Completions;

/// <summary>The repositories of the account, by name.</summary>
internal sealed class RepositoryNames(EngineParts parts) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.Repository;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) =>
        [.. (await ListAsync(parts, request, cancel)).Select(each => new Completion(each.RepositoryName, each.RepositoryUri))];

    public static async Task<IEnumerable<EcrRepository>> ListAsync(EngineParts parts, CompletionRequest request, CancellationToken cancel)
    {
        var aws = parts.Aws.Connect(request.Session, SilentReporter.Instance);
        var page = await EcrPage<EcrRepository>.AllAsync(token => aws.SendAsync(new ListRepositories(token), cancel));
        return page.Items.OrderBy(each => each.RepositoryName, StringComparer.Ordinal);
    }
}
