using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Repositories;

/// <summary>Deletes images in an order that ECR takes: what is about others first, then indexes, then what they
/// listed.</summary>
internal sealed class ImageDeletion(AwsConnection aws, string repository, string? accountId, IWorkReporter reporter)
{
    /// <summary>Rounds, should ECR still see an index that has just gone.</summary>
    private const int Rounds = 3;

    /// <summary>How many are gone so far.</summary>
    public int Deleted { get; private set; }

    /// <returns>Why some are still there, by digest.</returns>
    public async Task<IReadOnlyDictionary<string, string>> RunAsync(
        RepositoryContents contents, IReadOnlyCollection<string> digests, CancellationToken cancel)
    {
        Dictionary<string, EcrDeleteFailure> left = new(StringComparer.Ordinal);
        // Batches of one wave only: within a call ECR promises no order.
        foreach (var wave in digests.GroupBy(digest => Wave(digest, contents)).OrderBy(group => group.Key))
            await DeleteAsync([.. wave], left, cancel);
        for (var round = 1; round < Rounds && left.Any(failure => failure.Value.IsReferenced); round++)
        {
            var again = left.Where(failure => failure.Value.IsReferenced).Select(failure => failure.Key).ToArray();
            foreach (var digest in again) left.Remove(digest);
            await DeleteAsync(again, left, cancel);
        }

        return left.ToDictionary(pair => pair.Key, pair => $"Amazon ECR refused: {pair.Value.FailureReason ?? pair.Value.FailureCode}", StringComparer.Ordinal);
    }

    private async Task DeleteAsync(IReadOnlyList<string> digests, Dictionary<string, EcrDeleteFailure> left, CancellationToken cancel)
    {
        foreach (var batch in digests.Chunk(BatchDeleteImage.Most))
        {
            var failures = await aws.SendAsync(new BatchDeleteImage(repository, accountId, batch), cancel);
            foreach (var (digest, failure) in failures) left[digest] = failure;
            Deleted += batch.Length - failures.Count;
            reporter.Log(LogLevel.Verbose, $"Deleted {batch.Length - failures.Count} images of '{repository}'.");
        }
    }

    /// <summary>0 for what is about others, 1 for an image no index lists, one more for each index above it.</summary>
    private static int Wave(string digest, RepositoryContents contents, int depth = 0) =>
        contents.Subject(digest) is not null ? 0
        // An index that lists itself is nonsense, and must not be followed for ever.
        : depth > 8 ? depth
        : contents.Parents[digest].Select(index => Wave(index, contents, depth + 1) + 1).DefaultIfEmpty(1).Max();
}
