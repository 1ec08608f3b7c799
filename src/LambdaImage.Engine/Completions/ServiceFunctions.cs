using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Services;

namespace LambdaImage.Engine.Completions;

/// <summary>The functions that a folder's lambda-image.yml, or another tool's file, describes.</summary>
internal sealed class ServiceFunctions(EngineParts parts) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.ServiceFunction;

    public Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var project = new ProjectRequest { Path = request.Of ?? ".", Configuration = request.Configuration, Stage = request.Stage };
        var service = new ServiceFiles(parts.Environment).Find(project, [], new AwsSession(), SilentReporter.Instance);
        return Task.FromResult<IReadOnlyList<Completion>>(
            [.. (service?.Functions ?? []).Select(function => new Completion(function.Key, $"{function.FunctionName} ({service!.File})"))]);
    }
}
