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
        IReadOnlyList<string> tags = request.Image is { } published && published.ImageUri == request.ImageUri
            ? published.Tags
            : Oci.ImageReference.Parse(request.ImageUri) is { Digest: null, Selector: { } tag } ? [tag] : [];
        return tags.Count == 0 ? null : new(image.Digest.Value, tags);
    }

    /// <summary>Reads the function's tag; null: it has none, or it is about another digest.</summary>
    public static ImageSource? Read(IReadOnlyDictionary<string, string>? tags, string digest) =>
        tags?.GetValueOrDefault(TagName)?.Split(' ') is [var of, .. var names] && of == digest ? new(of, names) : null;

    public override string ToString()
    {
        var text = Digest;
        foreach (var tag in Tags.TakeWhile(tag => text.Length + 1 + tag.Length <= LongestValue)) text += " " + tag;
        return text;
    }
}
