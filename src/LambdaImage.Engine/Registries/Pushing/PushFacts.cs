namespace LambdaImage.Engine.Registries.Pushing;

/// <summary>What planning found out about the target repository.</summary>
/// <param name="HasManifest">Whether it has the image's manifest, and so all its blobs.</param>
/// <param name="IsRepositoryMissing">Whether there is no such repository, in a registry that makes none on
/// push.</param>
/// <param name="Blobs">The image's blobs.</param>
/// <param name="Tags">The tags wanted.</param>
/// <param name="TagsToWrite">Those that point elsewhere or nowhere.</param>
/// <param name="TagsToMove">Those that point elsewhere.</param>
internal sealed record PushFacts(
    bool HasManifest, bool IsRepositoryMissing, IReadOnlyList<PlannedBlob> Blobs, IReadOnlyList<string> Tags,
    IReadOnlyList<string> TagsToWrite, IReadOnlyList<string> TagsToMove)
{
    /// <summary>Bytes that had been sent before it was known that they are there.</summary>
    public long SentForNothing { get; init; }
}
