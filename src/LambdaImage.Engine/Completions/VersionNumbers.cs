using LambdaImage.Engine.Deployments;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Completions;

/// <summary>The published versions of a function, newest first.</summary>
internal sealed class VersionNumbers(EngineParts parts) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.Version;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) =>
        request.Of is not { } function ? []
        :
        [
            .. (await List(parts, request.Session, function).VersionsAsync(cancel))
                .Select(version => new Completion(version.Version!, version.Description is { Length: > 0 } text ? text : version.LastModified)),
        ];

    public static VersionList List(EngineParts parts, AwsSession session, string function)
    {
        var name = FunctionName.Parse(function);
        var aws = parts.Aws.Connect(session, SilentReporter.Instance);
        return new VersionList(name.Region is { } region ? aws.In(region) : aws, name.Text);
    }
}
