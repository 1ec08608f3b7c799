using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Registries.Referring;

/// <summary>Finds what refers to an image, so that it can be copied along: SBOMs, signatures, and what refers to those.</summary>
internal sealed class ReferrerReader(RegistryCatalog registries, IWorkReporter reporter)
{
    /// <summary>More than that belong to no image.</summary>
    private const int Most = 200;

    /// <summary>Everything that refers to an image, what is referred to first. What cannot be read is told and left out: the image matters more.</summary>
    /// <param name="image">The image, by digest.</param>
    /// <param name="cancel">Stops at once.</param>
    public async Task<IReadOnlyList<IImage>> ReadAsync(ImageReference image, CancellationToken cancel)
    {
        List<IImage> found = [];
        var open = new Queue<Digest>([image.Digest!.Value]);
        var seen = new HashSet<Digest>(open);
        while (open.TryDequeue(out var subject) && found.Count < Most)
        {
            foreach (var referrer in await ListAsync(image.WithDigest(subject), cancel))
            {
                if (!Digest.TryParse(referrer.DigestText, out var digest) || !seen.Add(digest) || await OpenAsync(image.WithDigest(digest), cancel) is not { } artifact) continue;
                found.Add(artifact);
                open.Enqueue(digest);
            }
        }

        return found;
    }

    private async Task<IReadOnlyList<Descriptor>> ListAsync(ImageReference subject, CancellationToken cancel)
    {
        try
        {
            return await new ReferrerList(await registries.ForPullAsync(subject, cancel), subject.Digest!.Value).ReadAsync(cancel);
        }
        catch (LambdaImageException failure)
        {
            reporter.Log(LogLevel.Warning, $"What refers to {subject} is not copied: {failure.Message}");
            return [];
        }
    }

    private async Task<IImage?> OpenAsync(ImageReference artifact, CancellationToken cancel)
    {
        try
        {
            return await registries.Images.OpenAsIsAsync(artifact, cancel);
        }
        catch (LambdaImageException failure)
        {
            reporter.Log(LogLevel.Warning, $"{artifact} is not copied: {failure.Message}");
            return null;
        }
    }
}
