using LambdaImage.Engine.Plans;
using LambdaImage.Engine.Services.Imports;

namespace LambdaImage.Engine.Completions;

/// <summary>The files of other tools that a folder has, in the order in which they are looked for.</summary>
internal sealed class ImportableFiles(EngineParts parts) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.ImportableFile;

    public Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Completion>>(
    [
        .. new ImportCatalog(parts.Environment).All
            .SelectMany(import => import.Files)
            .Where(file => File.Exists(Path.Combine(request.Of ?? ".", file)))
            .Select(file => new Completion(file)),
    ]);
}
