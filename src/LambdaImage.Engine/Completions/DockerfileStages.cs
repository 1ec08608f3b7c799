namespace LambdaImage.Engine.Completions;

/// <summary>The stages of a folder's Dockerfile that have a name, last first: that is the one an image is made of.</summary>
internal sealed class DockerfileStages : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.DockerfileStage;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) =>
    [
        .. (await DockerfileText.ReadAsync(request, cancel))?.Stages.Reverse()
            .Where(stage => stage.Name is not null)
            .Select(stage => new Completion(stage.Name!, $"FROM {stage.From.Image}")) ?? [],
    ];
}
