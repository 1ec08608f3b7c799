using LambdaImage.Engine.Aws.Lambda;
using LambdaImage.Engine.Deployments.Releases;
using LambdaImage.Engine.Oci;

namespace LambdaImage.Engine.Deployments;

/// <summary>The tags that a function's image was deployed from, kept as a tag of the function: Lambda itself remembers
/// the digest only.</summary>
/// <param name="Digest">Digest that the function was given.</param>
/// <param name="Tags">Tags that pointed at it then.</param>
internal sealed record ImageSource(string Digest, IReadOnlyList<string> Tags)
{
    /// <summary>Name of the function's tag.</summary>
    public const string TagName = "lambdaimage:image";

    // The limit of AWS for values of tags.
    private const int LongestValue = 256;

    /// <summary>What is to be kept of a deployment; null: it was given a digest, nothing else.</summary>
    public static ImageSource? Of(UpdateFunctionRequest request, FunctionImage image)
    {
        var tags = TagsOf(request);
        return tags.Count == 0 ? null : new(image.Digest.Value, tags);
    }

    /// <summary>What is known of a function or version: the tag that Lambda was given, else what was noted when we gave it a
    /// digest, else what a version says of itself, because the note is about the newest digest only; null: nothing.</summary>
    /// <param name="function">The function or version.</param>
    /// <param name="tags">Tags of the function: those of a version are the function's.</param>
    public static ImageSource? Of(FunctionDescription function, IReadOnlyDictionary<string, string>? tags)
    {
        var digest = "sha256:" + function.Configuration.CodeSha256;
        if (ImageReference.TryParse(function.Code?.ImageUri)?.Tag is { } given) return new(digest, [given]);
        if (tags?.GetValueOrDefault(TagName)?.Split(' ') is [var of, .. var names] && of == digest) return new(of, names);
        return ReleaseFacts.Parse(function.Configuration.Description)?.Tag is { } said ? new(digest, [said]) : null;
    }

    /// <summary>The tags that a deployment names, the most telling first.</summary>
    public static IReadOnlyList<string> TagsOf(UpdateFunctionRequest request)
    {
        if (request.Image is { } published && published.ImageUri == request.ImageUri) return published.Tags;
        var image = ImageReference.Parse(request.ImageUri);
        return image.Tag is { } tag ? [tag] : image.Digest is null ? [ImageReference.DefaultTag] : [];
    }

    public override string ToString()
    {
        var text = Digest;
        foreach (var tag in Tags.TakeWhile(tag => text.Length + 1 + tag.Length <= LongestValue)) text += " " + tag;
        return text;
    }
}
