using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Completions;

/// <summary>The functions of the Region that are made from images.</summary>
internal sealed class FunctionNames(EngineParts parts) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.Function;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        var aws = parts.Aws.Connect(request.Session, SilentReporter.Instance);
        var functions = await LambdaPages.AllAsync(aws, marker => new ListFunctions(marker, AllVersions: false), page => page.Functions, cancel);
        return
        [
            .. functions.Where(function => function.IsImage)
                .OrderBy(function => function.FunctionName, StringComparer.Ordinal)
                .Select(function => new Completion(function.FunctionName, function.Description is { Length: > 0 } text ? text : function.FunctionArn)),
        ];
    }
}
