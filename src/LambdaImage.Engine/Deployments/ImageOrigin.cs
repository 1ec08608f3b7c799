using System.Globalization;
using LambdaImage.Engine.Oci;
using LambdaImage.Engine.Runtimes;

namespace LambdaImage.Engine.Deployments;

/// <summary>What an image says about where it comes from.</summary>
/// <param name="BaseImage">Its base image; null: it does not say.</param>
/// <param name="CreatedAt">When it was made; null: it does not say.</param>
/// <param name="BaseCreatedAt">When the newest step of its base was made; null: it does not say.</param>
/// <param name="Warnings">What deserves a look.</param>
internal sealed record ImageOrigin(string? BaseImage, DateTimeOffset? CreatedAt, DateTimeOffset? BaseCreatedAt, IReadOnlyList<string> Warnings)
{
    /// <summary>Reproducible images say a day near 1970 or 1980, which tells nothing.</summary>
    private static readonly DateTimeOffset FirstBelievable = new(2013, 3, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="image">The image.</param>
    /// <param name="time">Clock, for what support has ended.</param>
    public static ImageOrigin Of(IImage image, TimeProvider time)
    {
        var said = ImageBase.Read(image);
        var created = Believable(image.Config.Created);
        // The steps of the base come first and were made in another build: the last one before the first step of the
        // day the image was made. Steps of a reproducible build tell no day, so that those that do are the base's.
        var steps = (image.Config.History ?? []).Select(step => Believable(step.Created)).OfType<DateTimeOffset>().ToArray();
        DateTimeOffset? baseCreated = created is { } made
            ? steps.TakeWhile(step => made - step > TimeSpan.FromHours(1)).Select(step => (DateTimeOffset?)step).LastOrDefault()
            : steps is [.., var last] ? last : null;
        return new(
            said?.Text, created, baseCreated, [.. Warn(said?.Name, time)]);
    }

    private static DateTimeOffset? Believable(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time > FirstBelievable ? time : null;

    private static IEnumerable<string> Warn(string? name, TimeProvider time)
    {
        if (name is null || ImageReference.TryParse(name) is not { Tag: { } tag } reference) return [];
        var path = reference.Name;
        var family = LambdaBaseImages.Families.FirstOrDefault(each => path == (each.Repository ?? $"{LambdaBaseImages.Registry}/{each.Name}"))
            ?? LambdaBaseImages.Families.FirstOrDefault(each => path == $"{LambdaBaseImages.OfficialImages}/{each.Name}");
        // Tags such as 22.2026.04.22.11-x86_64 and 3.13-slim begin with the version.
        var line = family?.Lines.Where(each => tag == each.Version
            || tag.StartsWith(each.Version + "-", StringComparison.Ordinal) || tag.StartsWith(each.Version + ".", StringComparison.Ordinal)).MaxBy(each => each.Version.Length);
        return line is null ? [] : LambdaBaseImages.Warnings(new LambdaRuntime(family!.Name, line.Version, "base image"), time);
    }
}
