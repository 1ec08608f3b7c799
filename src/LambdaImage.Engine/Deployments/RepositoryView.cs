using System.Collections.Concurrent;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Deployments;

/// <summary>What is in one repository, of the images that somebody asks about.</summary>
/// <param name="aws">Connection to the Region of the repository.</param>
/// <param name="accountId">Account of the registry.</param>
/// <param name="repository">Name of the repository.</param>
internal sealed class RepositoryView(AwsConnection aws, string accountId, string repository)
{
    private readonly ConcurrentDictionary<string, EcrImage> _byDigest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _byTag = new(StringComparer.Ordinal);

    /// <summary>Whether the repository does not exist.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Why nothing is known; null: it is.</summary>
    public LambdaImageException? Failure { get; private set; }

    public EcrImage? Image(string digest) => _byDigest.GetValueOrDefault(digest);

    /// <summary>The digest that a tag points at; null: there is no such tag.</summary>
    public string? DigestOf(string tag) => _byTag.GetValueOrDefault(tag);

    /// <summary>Looks images up, a hundred at a time.</summary>
    public async Task LoadAsync(IReadOnlyList<EcrImageId> images, CancellationToken cancel)
    {
        try
        {
            foreach (var batch in images.Chunk(DescribeImageBatch.Most)) await LoadBatchAsync(batch, cancel);
        }
        catch (LambdaImageException e) when (e.Kind == ErrorKind.RepositoryNotFound)
        {
            IsGone = true;
        }
        catch (LambdaImageException e)
        {
            Failure = e;
        }
    }

    /// <summary>A missing image hides the others of its batch, so halves are asked for until it is alone.</summary>
    private async Task LoadBatchAsync(EcrImageId[] batch, CancellationToken cancel)
    {
        if (await aws.SendAsync(new DescribeImageBatch(accountId, repository, batch), cancel) is { } found)
        {
            foreach (var image in found)
            {
                _byDigest[image.ImageDigest] = image;
                foreach (var tag in image.ImageTags ?? []) _byTag[tag] = image.ImageDigest;
            }
        }
        else if (batch.Length > 1)
        {
            await LoadBatchAsync(batch[..(batch.Length / 2)], cancel);
            await LoadBatchAsync(batch[(batch.Length / 2)..], cancel);
        }
    }
}
