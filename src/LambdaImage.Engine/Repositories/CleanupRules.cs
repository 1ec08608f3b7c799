using System.Globalization;
using System.IO.Enumeration;
using LambdaImage.Engine.Aws;
using LambdaImage.Engine.Aws.Ecr;

namespace LambdaImage.Engine.Repositories;

/// <summary>Decides what of a repository stays. What nobody gave a reason to keep goes.</summary>
/// <param name="KeepLast">How many of the newest images stay.</param>
/// <param name="KeepYounger">Age under which an image stays.</param>
/// <param name="KeepTags">Wildcard patterns of tags.</param>
/// <param name="Now">The time that ages are counted to.</param>
internal sealed record CleanupRules(int KeepLast, TimeSpan KeepYounger, IReadOnlyList<string> KeepTags, DateTimeOffset Now)
{
    /// <returns>Every image, newest first, each with the reason.</returns>
    public IReadOnlyList<RepositoryImage> Decide(RepositoryContents contents, ImageUsage usage)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        // Members of an index and what is about another image do not count as releases of their own.
        var last = contents.Images
            .Where(image => contents.Subject(image.ImageDigest) is null && !contents.Parents[image.ImageDigest].Any())
            .Take(KeepLast).Select(image => image.ImageDigest).ToHashSet(StringComparer.Ordinal);
        foreach (var image in contents.Images)
        {
            if (Reason(image, usage, last) is { } reason) kept[image.ImageDigest] = reason;
        }

        // An index whose image runs is how people find that image; it goes with it, and so do its other images.
        foreach (var digest in kept.Keys.ToArray()) Spread(digest, contents, kept);
        return [.. contents.Images.Select(image => new RepositoryImage
        {
            Digest = image.ImageDigest,
            Tags = image.ImageTags ?? [],
            PushedAt = PushedAt(image),
            Size = image.ImageSizeInBytes ?? 0,
            Deleted = !kept.ContainsKey(image.ImageDigest),
            Reason = kept.GetValueOrDefault(image.ImageDigest) ?? WhyNot(image, contents),
        })];
    }

    private string? Reason(EcrImage image, ImageUsage usage, HashSet<string> last)
    {
        if (usage.Of(image.ImageDigest) is { Count: > 0 } users)
            return "used by " + string.Join(", ", users);
        if (image.ImageTags?.FirstOrDefault(tag => KeepTags.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, tag, ignoreCase: false))) is { } tag)
            return $"tag {tag} is to be kept";
        if (PushedAt(image) is not { } pushed) return "its age is not known";
        if (Now - pushed < KeepYounger) return $"younger than {Days(KeepYounger)}";
        return last.Contains(image.ImageDigest) ? $"among the newest {KeepLast}" : null;
    }

    /// <summary>What is kept keeps its index, its members and what is about it.</summary>
    private static void Spread(string digest, RepositoryContents contents, Dictionary<string, string> kept)
    {
        foreach (var index in contents.Parents[digest]) Keep(index, $"lists {digest}, which is kept");
        foreach (var member in contents.Members(digest)) Keep(member, $"belongs to the index {digest}, which is kept");
        foreach (var referrer in contents.Referrers[digest]) Keep(referrer, $"is about {digest}, which is kept");
        if (contents.Subject(digest) is { } subject && contents.Has(subject)) Keep(subject, $"{digest}, which is kept, is about it");

        void Keep(string other, string reason)
        {
            if (contents.Has(other) && kept.TryAdd(other, reason)) Spread(other, contents, kept);
        }
    }

    private string WhyNot(EcrImage image, RepositoryContents contents) =>
        contents.Subject(image.ImageDigest) is { } subject
            ? contents.Has(subject) ? $"is about {subject}, which is deleted" : $"is about {subject}, which is gone"
        : contents.Parents[image.ImageDigest].FirstOrDefault() is { } index ? $"belongs to the index {index}, which is deleted"
        : $"no function uses it, pushed {PushedAt(image)?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}";

    private static DateTimeOffset? PushedAt(EcrImage image) => image.ImagePushedAt is { } seconds ? AwsJson.Time(seconds) : null;

    private static string Days(TimeSpan age) => age.TotalDays >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{age.TotalDays:0.#} days")
        : string.Create(CultureInfo.InvariantCulture, $"{age.TotalHours:0.#} hours");
}
