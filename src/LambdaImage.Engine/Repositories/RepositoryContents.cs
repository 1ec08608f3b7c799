using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Repositories;

/// <summary>All that is in a repository, and what belongs to what: images to the index that lists them, signatures and
/// the like to the image they are about.</summary>
internal sealed partial class RepositoryContents
{
    private readonly Dictionary<string, EcrImage> _images;
    private readonly Dictionary<string, IReadOnlyList<string>> _members;
    private readonly Dictionary<string, string> _subjects;

    private RepositoryContents(Dictionary<string, EcrImage> images, Dictionary<string, IReadOnlyList<string>> members)
    {
        _images = images;
        _members = members;
        _subjects = images.Values
            .Select(image => (image.ImageDigest, Subject: image.SubjectManifestDigest ?? TaggedSubject(image)))
            .Where(pair => pair.Subject is not null && pair.Subject != pair.ImageDigest)
            .ToDictionary(pair => pair.ImageDigest, pair => pair.Subject!, StringComparer.Ordinal);
        Parents = members.SelectMany(pair => pair.Value.Select(member => (Member: member, Index: pair.Key)))
            .ToLookup(pair => pair.Member, pair => pair.Index, StringComparer.Ordinal);
        Referrers = _subjects.ToLookup(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }

    /// <summary>Everything, newest first.</summary>
    public IEnumerable<EcrImage> Images => _images.Values
        .OrderByDescending(image => image.ImagePushedAt ?? double.MaxValue)
        .ThenBy(image => image.ImageDigest, StringComparer.Ordinal);

    /// <summary>The indexes that list an image.</summary>
    public ILookup<string, string> Parents { get; }

    /// <summary>What tells something about an image.</summary>
    public ILookup<string, string> Referrers { get; }

    /// <summary>The images that an index lists and that are here.</summary>
    public IEnumerable<string> Members(string digest) => _members.GetValueOrDefault(digest)?.Where(_images.ContainsKey) ?? [];

    /// <summary>What this one tells something about; null: it is an image of its own.</summary>
    public string? Subject(string digest) => _subjects.GetValueOrDefault(digest);

    public bool Has(string digest) => _images.ContainsKey(digest);

    public EcrImage this[string digest] => _images[digest];

    /// <summary>Lists the repository. Only reads.</summary>
    public static async Task<RepositoryContents> ReadAsync(AwsConnection aws, string repository, string? accountId, CancellationToken cancel)
    {
        var page = await EcrPage<EcrImage>.AllAsync(token => aws.SendAsync(new DescribeRepositoryImages(repository, accountId, token), cancel));
        var images = page.Items.DistinctBy(image => image.ImageDigest).ToDictionary(image => image.ImageDigest, StringComparer.Ordinal);
        Dictionary<string, IReadOnlyList<string>> members = new(StringComparer.Ordinal);
        var indexes = images.Values.Where(image => MediaTypes.IsIndex(image.ImageManifestMediaType)).Select(image => image.ImageDigest);
        foreach (var batch in indexes.Chunk(BatchGetManifests.Most))
        {
            foreach (var (digest, manifest) in await aws.SendAsync(new BatchGetManifests(repository, accountId, batch), cancel))
                members[digest] = MembersOf(manifest);
        }

        return new RepositoryContents(images, members);
    }

    private static IReadOnlyList<string> MembersOf(string manifest)
    {
        try
        {
            return [.. OciJson.Read<ImageIndex>(Encoding.UTF8.GetBytes(manifest)).Manifests.Select(member => member.DigestText)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Before registries knew referrers, tools named them by a tag: <c>sha256-…</c>, or with <c>.sig</c>,
    /// <c>.att</c>, <c>.sbom</c> after it.</summary>
    private static string? TaggedSubject(EcrImage image) => image.ImageTags is { Count: > 0 } tags && tags.All(tag => SubjectTag().IsMatch(tag))
        ? "sha256:" + SubjectTag().Match(tags[0]).Groups["hex"].Value
        : null;

    [GeneratedRegex(@"^sha256-(?<hex>[0-9a-f]{64})(\.[a-z]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SubjectTag();
}
