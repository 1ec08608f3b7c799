using System.Globalization;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Plans;

namespace LambdaImage.Engine.Completions;

/// <summary>The tags of a repository, those of the newest image first.</summary>
internal sealed class RepositoryTags(EngineParts parts) : ICompletionSource
{
    public CompletionKind Kind => CompletionKind.Tag;

    public async Task<IReadOnlyList<Completion>> FindAsync(CompletionRequest request, CancellationToken cancel)
    {
        if (request.Of is not { } repository) return [];
        var aws = parts.Aws.Connect(request.Session, SilentReporter.Instance);
        var (name, account) = (repository, (string?)null);
        if (ImageReference.TryParse(repository) is { } reference && EcrRegistry.TryParse(reference.Registry) is { } registry)
        {
            (name, account) = (reference.Repository, registry.AccountId);
            aws = aws.In(registry.Region);
        }

        var page = await EcrPage<EcrImage>.AllAsync(token => aws.SendAsync(new DescribeRepositoryImages(name, account, token), cancel));
        return
        [
            .. page.Items.OrderByDescending(image => image.ImagePushedAt ?? double.MaxValue)
                .SelectMany(image => (image.ImageTags ?? []).Order(StringComparer.Ordinal).Select(tag => new Completion(tag, Words(image)))),
        ];
    }

    private static string Words(EcrImage image) => image.ImagePushedAt is { } seconds
        ? string.Create(CultureInfo.InvariantCulture, $"{image.ImageDigest}, pushed {DateTimeOffset.FromUnixTimeSeconds((long)seconds):yyyy-MM-dd HH:mm}Z")
        : image.ImageDigest;
}
