using LambdaImage.Engine.Configuration;

namespace LambdaImage.Engine.Completions;

/// <summary>The stages that a folder's lambda-image.yml has something to say about.</summary>
internal sealed class ServiceStages : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.ServiceStage;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        if (ConfigurationFile.Find(request.Of ?? ".", request.Configuration) is not { } path) return [];
        // As it is written: a stage that cannot be applied yet may be named all the same.
        var root = ConfigurationYaml.ReadFile(await File.ReadAllTextAsync(path, cancel), path) as ConfigurationMap;
        var stages = (root?.Find("stages") as ConfigurationMap)?.Members ?? [];
        return [.. stages.Select(stage => new Completion(stage.Name, $"{path}:{stage.Place.Line}"))];
    }
}
