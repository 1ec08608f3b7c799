using LambdaImage.Engine.Builders.ContainerCli;
using LambdaImage.Engine.Environments;

namespace LambdaImage.Engine.Completions;

/// <summary>The builders that buildx knows: it keeps a file for each. Asking the program would take as long as the slowest builder needs to answer.</summary>
internal sealed class BuilderNames(IEnvironment environment) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.Builder;

    public Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var folder = new DirectoryInfo(Path.Combine(LoginFolder.BuildxConfig(environment), "instances"));
        return Task.FromResult<IReadOnlyList<Completion>>(
            !folder.Exists ? [] : [.. folder.EnumerateFiles().Select(file => new Completion(file.Name)).OrderBy(name => name.Text, StringComparer.Ordinal)]);
    }
}
