using LambdaImage.Engine.Aws.Credentials;

namespace LambdaImage.Engine.Completions;

/// <summary>The named profiles that -ProfileName finds.</summary>
internal sealed class ProfileNames : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.Profile;

    public Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Completion>>(
            [.. AwsProfiles.Names(request.Session).Select(name => new Completion(name))]);
}
