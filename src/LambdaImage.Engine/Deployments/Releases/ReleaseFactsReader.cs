using LambdaImage.Engine.Sources;

namespace LambdaImage.Engine.Deployments.Releases;

/// <summary>Collects the facts about a release: from the project that the image was built from, and the image's tag.</summary>
internal sealed class ReleaseFactsReader(SourceRevisions revisions)
{
    /// <param name="request">The update; its image keeps the project it came from.</param>
    /// <param name="cancel">Stops git.</param>
    public async Task<ReleaseFacts> ReadAsync(UpdateFunctionRequest request, CancellationToken cancel)
    {
        var folder = request.Image?.Image?.Dockerfile?.Project.Path;
        var revision = await revisions.ReadAsync(Directory.Exists(folder) ? folder : null, cancel);
        return new ReleaseFacts
        {
            Revision = revision.ShortSha,
            Branch = revision.Branch,
            IsDirty = revision.IsDirty,
            User = revision.User,
            Tag = ImageSource.TagsOf(request) is [var first, ..] ? first : null,
        };
    }
}
