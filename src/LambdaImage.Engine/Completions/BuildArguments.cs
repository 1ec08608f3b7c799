namespace LambdaImage.Engine.Completions;

/// <summary>The ARG instructions of a folder's Dockerfile.</summary>
internal sealed class BuildArguments : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.BuildArgument;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        if (await DockerfileText.ReadAsync(request, cancel) is not { } file) return [];
        return
        [
            .. file.GlobalArguments.Concat(file.Stages.SelectMany(stage => stage.Instructions).OfType<Dockerfiles.Arg>())
                .SelectMany(arg => arg.Variables)
                .GroupBy(variable => variable.Key, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new Completion(
                    group.Key, group.Select(variable => variable.Value).FirstOrDefault(value => value is not null) is { } value ? $"default: {value}" : null)),
        ];
    }
}
